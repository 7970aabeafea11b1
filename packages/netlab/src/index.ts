/** Networks for tests: what a link does to packets. */
export * from './link/index.ts'
