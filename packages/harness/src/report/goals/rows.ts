import { boundText, type CheckedBound, figureText, figureTitle, type GoalOutcome, missText } from '../../goals/index.ts'

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

/** A line for each goal that is missed: by how much, and what stands in the way. */
export function missesOf(outcomes: readonly GoalOutcome[]): string[] {
  return outcomes.flatMap(({ goal, bounds }) => {
    const missed = bounds.filter(({ state }) => state === 'missed')
    if (missed.length === 0) return []
    const parts = missed.map((checked) => `${figureTitle(checked.bound.figure)} ${missText(checked)}`)
    return [`${goal.condition}: ${parts.join(', ')}.${goal.limits === undefined ? '' : ` ${goal.limits}`}`]
  })
}
