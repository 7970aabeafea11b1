/** The instrumented page: what it answers, for those who drive it. The page itself is `main.ts`, bundled by `bundle.ts`. */
export type * from './api.ts'
export { bundlePage } from './bundle.ts'
