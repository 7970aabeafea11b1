// Short lines about what the bootstrap is doing, on stderr: stdout belongs to the command.

/** How often a step that takes long says that it is still at it. */
const TICK_INTERVAL_MS = 5_000

/**
 * @typedef {object} Progress
 * @property {(note: string) => void} note What the step is at; shown with the next tick.
 * @property {(result?: string) => void} done
 * @property {() => void} stop Ends the ticks without a word; after `done` it does nothing.
 */

/**
 * Announces a step and ticks until it is done.
 * @param {string} title What is being done, e.g. "Installing dependencies".
 * @param {(line: string) => void} [write]
 * @returns {Progress}
 */
export function beginStep(title, write = writeLine) {
  const startedAt = performance.now()
  let lastNote = ''
  const elapsed = () => formatDuration(performance.now() - startedAt)
  write(`${title} ...`)
  const ticker = setInterval(() => write(`  ${[elapsed(), lastNote].filter(Boolean).join('  ')}`), TICK_INTERVAL_MS)
  return {
    note: (note) => {
      lastNote = note
    },
    done: (result) => {
      clearInterval(ticker)
      write(`  ${result ?? 'done'} in ${elapsed()}`)
    },
    stop: () => clearInterval(ticker),
  }
}

/**
 * @param {string} line
 */
export function writeLine(line) {
  process.stderr.write(`mrtc: ${line}\n`)
}

/**
 * @param {number} durationMs
 * @returns {string} For people: "0.4 s", "12.3 s", "2 min 5 s".
 */
export function formatDuration(durationMs) {
  if (durationMs < 60_000) return `${(durationMs / 1_000).toFixed(1)} s`
  const seconds = Math.round(durationMs / 1_000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
