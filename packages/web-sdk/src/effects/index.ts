/**
 * What can be done to a camera's picture and a microphone's sound on the way: other backgrounds, less noise. What does it
 * is loaded when it is first used, from the same place as the SDK. Failures are MrtcError MEDIA_FAILED, whose
 * `data.reason` is `unsupported` or `failed`.
 */
export * from './background/index.ts'
export * from './noise/index.ts'
