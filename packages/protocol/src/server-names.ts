/**
 * What stands where a uid stands when it was not a participant: in `from` of a text or command, in `startedBy` of a
 * recording. No uid has an `@`.
 */
export const serverNames = {
  /** The application's server or an administrator, by the HTTP API. */
  server: '@server',
  /** The call app's own settings. */
  automatic: '@automatic',
} as const
