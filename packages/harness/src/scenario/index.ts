/** What a scenario is: who joins, how they publish, what the network does when, and what must hold. Data, no behaviour. */
export * from './client.ts'
export * from './expectation.ts'
export * from './network-away.ts'
export * from './scenario.ts'
export * from './step.ts'
