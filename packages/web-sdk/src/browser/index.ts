/** Which browser can do what: capabilities, what each feature needs of them, and what becomes of it without. */
export type { BrowserScope, Capability } from './capabilities.ts'
export type { FeatureName } from './features.ts'
export { assertSupported, browserSupport, type FeatureSupport, supportOf } from './support.ts'
