/**
 * Redundant audio (RFC 2198): each packet repeats the Opus frames before it, so that a listener need not wait for a
 * retransmission. Used by browsers, bots and the server alike.
 */
import { createRedFormat } from './red-format.ts'

export {
  createRedFormat,
  type RedFormat,
  type RedPacketizer,
  type RedPayload,
  type RedundantFrame,
} from './red-format.ts'

/** The `mimeType` of a track whose payload is RED with Opus in it. */
export const redMimeType = 'audio/red'

/** More redundancy than this costs more than it repairs. */
export const redDepthMax = 8

export const redFormat = createRedFormat()

export function isRed({ mimeType }: { readonly mimeType: string }): boolean {
  return mimeType.toLowerCase() === redMimeType
}
