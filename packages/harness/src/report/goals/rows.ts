import { boundText, type CheckedBound, figureText, figureTitle, type GoalOutcome } from '../../goals/index.ts'

/** A line of the goals' table, the same in a terminal, on a page and in Markdown. */
export interface GoalRow {
  /** Empty on further lines of the same goal. */
  readonly condition: string
  readonly figure: string
  readonly before: string
  readonly now: string
  readonly aim: string
  readonly state: CheckedBound['state']
}

export function rowsOf(outcomes: readonly GoalOutcome[]): GoalRow[] {
  return outcomes.flatMap(({ goal, bounds }) =>
    bounds.map(({ bound, before, now, state }, i) => ({
      condition: i === 0 ? goal.condition : '',
      figure: figureTitle(bound.figure),
      before: figureText(bound.figure, before),
      now: figureText(bound.figure, now),
      aim: boundText(bound),
      state,
    })),
  )
}

export function countReached(outcomes: readonly GoalOutcome[]): { readonly reached: number; readonly all: number } {
  const bounds = outcomes.flatMap((outcome) => outcome.bounds)
  return { reached: bounds.filter(({ state }) => state === 'reached').length, all: bounds.length }
}

export function failuresOf(outcomes: readonly GoalOutcome[]): string[] {
  return [...new Set(outcomes.flatMap(({ failures }) => failures))]
}
