// What `node tools/run.mjs` says about its commands.

/** @import { Command } from './commands.mjs' */

/** How many letters may be wrong in a command's name for it still to be suggested. */
const MAX_TYPING_DISTANCE = 3

/**
 * @param {Record<string, Command>} commands
 * @returns {string}
 */
export function overview(commands) {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, command]) => `  ${name.padEnd(width)}  ${command.summary}`)
  return [
    'Usage: npm run <command> [-- arguments]     (or: node tools/run.mjs <command> [arguments])',
    '',
    ...lines,
    '',
    'Each command first installs what it needs and does not find; `npm run <command> -- --help` tells more.',
  ].join('\n')
}

/**
 * @param {string} name
 * @param {Command} command
 * @returns {string}
 */
export function commandHelp(name, command) {
  return [
    `Usage: npm run ${name}${command.arguments === undefined ? '' : ' [-- arguments]'}`,
    '',
    command.summary,
    '',
    ...(command.arguments === undefined ? [] : [`Arguments: ${command.arguments}.`]),
    `Needs:     ${command.needs.join(', ')} (installed first where missing).`,
    `Runs:      ${command.run.join(' ')}`,
  ].join('\n')
}

/**
 * @param {string} name
 * @param {Record<string, Command>} commands
 * @returns {string}
 */
export function unknownCommand(name, commands) {
  const nearest = Object.keys(commands)
    .map((known) => ({ known, distance: typingDistance(name, known) }))
    .filter(({ known, distance }) => distance <= MAX_TYPING_DISTANCE && distance < known.length)
    .sort((a, b) => a.distance - b.distance)[0]
  const suggestion = nearest ? `did you mean "${nearest.known}"?` : `there are: ${Object.keys(commands).join(', ')}.`
  return `mrtc: there is no command "${name}"; ${suggestion} (node tools/run.mjs --help lists them all)`
}

/**
 * Levenshtein's distance: how many letters must be added, dropped or changed to get from one word to the other.
 * @param {string} from
 * @param {string} to
 * @returns {number}
 */
function typingDistance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1]
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1)
      const dropped = (row[column + 1] ?? 0) + 1
      const added = (next[column] ?? 0) + 1
      next.push(Math.min(changed, dropped, added))
    }
    row = next
  }
  return row[to.length] ?? 0
}
