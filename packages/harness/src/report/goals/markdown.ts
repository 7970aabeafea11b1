import type { GoalOutcome } from '../../goals/index.ts'
import type { RunResult } from '../../result/index.ts'
import { countReached, failuresOf, missesOf, rowsOf } from './rows.ts'

const shownHashLength = 7

/** The table for README, with what one has to know of how it was measured. */
export function goalsMarkdown(outcomes: readonly GoalOutcome[], run: RunResult): string {
  const { machine, repeat, commit, startedAt } = run
  const { reached, all } = countReached(outcomes)
  const trials = repeat === 1 ? 'one trial each' : `medians of ${repeat} trials`
  const hash = commit
    ? `, commit ${commit.hash.slice(0, shownHashLength)}${commit.modified ? ' with changes' : ''}`
    : ''
  const rows = rowsOf(outcomes).map(
    ({ condition, figure, before, now, aim, state }) =>
      `| ${[condition, figure, before, state === 'reached' ? now : `**${now}**`, aim, state].map(escaped).join(' | ')} |`,
  )
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', title, '', ...lines.map((line) => `- ${escaped(line)}`)]
  return [
    `${reached} of ${all} reached; ${trials}, ${startedAt.slice(0, 10)}, ${machine.cpu}, ${machine.cores} cores, load ${machine.loadAverage.toFixed(1)} before${hash}.`,
    '',
    '| condition | figure | plain mediasoup | now | goal | |',
    '|---|---|---|---|---|---|',
    ...rows,
    ...list('What is missed:', missesOf(outcomes)),
    ...list('Trials that failed count as missed:', failuresOf(outcomes)),
  ].join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

const begin = '<!-- goals: written by `npm run quality -- goals --readme` -->'
const end = '<!-- goals: end -->'

/** @throws Error when the text has no place for the table */
export function withGoals(document: string, markdown: string): string {
  const from = document.indexOf(begin)
  const to = document.indexOf(end)
  if (from < 0 || to < from) throw new Error(`there is no place for the goals: put "${begin}" and "${end}" into it`)
  return `${document.slice(0, from + begin.length)}\n\n${markdown}\n\n${document.slice(to)}`
}
