import type { MrtcError } from '@mrtc/protocol'

/** What a handler came to. */
export type Outcome = { readonly result: unknown; readonly error?: undefined } | { readonly error: MrtcError }

/** Whether asking again would come to the same: then the answer may stand for a replay. */
export function isLasting({ error }: Outcome): boolean {
  if (!error) return true
  return error.kind !== 'timeout' && error.kind !== 'server' && error.code !== 'REQUEST_ABORTED'
}
