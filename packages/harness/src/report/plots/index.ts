/** What is drawn over time, as data. Pure. */
export { marksOf, plotsOf } from './build.ts'
export type * from './data.ts'
