/** A call from connecting to its end. */
export { type CallState, type UseCallOptions, useCall } from './useCall.ts'
