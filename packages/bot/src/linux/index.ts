/** The guide's Linux SDK (6.4): engine, session and listeners with its names, on top of `../call`. */
export { MRtcEngine } from './engine.ts'
export type { MRtcSession } from './session.ts'
export * from './types.ts'
