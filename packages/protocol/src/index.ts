/** The protocol: every message, error, limit and code table, declared once. Signing is in `@mrtc/protocol/signature`. */
export * from './codes/index.ts'
export * from './errors.ts'
export * from './frames.ts'
export * from './limits.ts'
export * from './messages.ts'
export * from './model.ts'
export * from './parse.ts'
export * from './reliable/index.ts'
