/** Where sound and picture come from: files and a generated test signal, as items with time stamps. */
export { type MediaSource, mergeSources, type SourceItem, soundMs, type VideoFormat } from './media-source.ts'
export { type OpenSourceOptions, openSource } from './open-source.ts'
export { readTestPattern, TestPattern } from './test-pattern.ts'
export { type TestSourceOptions, testSource } from './test-source.ts'
