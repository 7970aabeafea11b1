/** How good a call is on any network: scenarios, the runner that plays them, and the figures that come of it. */
export * from './result/index.ts'
export { type RunObserver, type RunOptions, runScenarios } from './run/index.ts'
export * from './scenario/index.ts'
export { scenarios } from './scenarios/index.ts'
