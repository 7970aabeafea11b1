/** What calls are to be like on which network, as data, and whether trials show it: `npm run quality -- goals`. Pure. */
export { type CheckedBound, evaluateGoals, type GoalOutcome, isReached, type Measured } from './evaluate.ts'
export { type Bound, type ChaosOutcome, type Goal, needsChaos, scenariosOf, scenariosOnce } from './goal.ts'
export { goals } from './goals.ts'
export { boundText, figureText, figureTitle, missText } from './text.ts'
