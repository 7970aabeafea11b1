/** What both ends of the HTTP API know of: its errors, permissions and roles. Signing requests is in `@mrtc/protocol/api/signing`. */
export * from './errors.ts'
export * from './permissions.ts'
