/**
 * What stands where a uid stands when it was not a participant: in `from` of a text or command, in `startedBy` of a
 * recording, and before the id of a file that is played, as whose feed it is. No uid has an `@`.
 */
export const serverNames = {
  /** The application's server or an administrator, by the HTTP API. */
  server: '@server',
  /** The call app's own settings. */
  automatic: '@automatic',
  /** What the uid of a participant begins with that is a file that is played. */
  vod: '@vod_',
} as const
