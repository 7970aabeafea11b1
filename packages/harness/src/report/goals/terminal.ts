import type { GoalOutcome } from '../../goals/index.ts'
import { createInk, harmless } from '../terminal/ink.ts'
import { drawTable } from '../terminal/table.ts'
import { countReached, failuresOf, missesOf, rowsOf } from './rows.ts'

export function renderGoals(outcomes: readonly GoalOutcome[], { colour = false }: { colour?: boolean } = {}): string {
  const ink = createInk(colour)
  const table = drawTable({
    head: ['condition', 'figure', 'plain mediasoup', 'now', 'goal', ''],
    textColumns: 2,
    rows: rowsOf(outcomes).map(({ condition, figure, before, now, aim, state }) => [
      condition,
      figure,
      ink.faint(before),
      state === 'reached' ? ink.good(now) : ink.bad(now),
      aim,
      state === 'reached' ? ink.good('reached') : ink.bad('missed !'),
    ]),
  })
  const { reached, all } = countReached(outcomes)
  const verdict = `${reached} of ${all} figures reach their goal`
  return [
    table,
    ...missesOf(outcomes).map((miss) => ink.bad(`! ${miss}`)),
    ...failuresOf(outcomes).map((failure) => ink.bad(`! ${harmless(failure)}`)),
    reached === all ? ink.good(verdict) : ink.bad(verdict),
  ].join('\n\n')
}
