/** What a run comes down to, for readers: figures over trials, outcomes of expectations, cautions. Pure. */
export * from './agreement.ts'
export * from './cautions.ts'
export * from './columns.ts'
export * from './expectations.ts'
export * from './latency-breakdown.ts'
export * from './spread.ts'
export * from './subjects.ts'
