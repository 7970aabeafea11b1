/** The HTTP API as the console sees it: its client, problems as words, and what queries have in common. */
export { ApiProvider, useApi } from './ApiContext.ts'
export { type Api, createApi } from './api.ts'
export { given } from './given.ts'
export { isLoggedOut, type Problem, problemIn, retryAfterSeconds } from './problem.ts'
export { createQueries } from './queries.ts'
export type * from './types.ts'
export { type Pages, usePages } from './usePages.ts'
