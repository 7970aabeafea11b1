/** Runs scenarios: the real server, real browsers and bots, each in a host of the lab, the timeline, and the sampling. */
export { chaosSeconds, runChaosCommand } from './chaos.ts'
export { overheadSeconds, type RunObserver, type RunOptions, runScenarios, trialsOf } from './run.ts'
