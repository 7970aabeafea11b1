/** Two runs side by side, and which changes are more than the trials differ among themselves. Pure. */
export * from './compare-runs.ts'
export { chanceOfApart, chanceText, howDecided, trialsForSpread, type Verdict, verdictOf } from './verdict.ts'
