/** What a run leaves: one JSON file, its schema, and the tables of metrics and time series in it. */
export * from './metrics.ts'
export * from './result.ts'
export * from './series.ts'
