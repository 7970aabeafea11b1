/** mediasoup's errors in the platform's words. */
import { MrtcError } from '@mrtc/protocol'
import { errors } from 'mediasoup'

/**
 * mediasoup checks the structures that clients send: what it refuses is the client's parameter `field` at fault, as
 * long as the worker is alive to refuse it.
 */
export function asMrtcError(cause: unknown, field: string): MrtcError {
  if (cause instanceof MrtcError) return cause
  if (cause instanceof errors.WorkerClosedError) return new MrtcError('MEDIA_UNAVAILABLE', undefined, { cause })
  const reason = cause instanceof Error ? cause.message : String(cause)
  if (cause instanceof errors.UnsupportedError) {
    return new MrtcError('CODEC_UNSUPPORTED', `The codec is not supported by both sides: ${reason}.`, { field, cause })
  }
  return new MrtcError('PARAMETER_INVALID', `${field} was refused: ${reason}.`, { field, cause })
}
