import { MrtcError } from '@mrtc/protocol/errors'

/** @param what in the plural */
export function effectUnsupported(what: string): MrtcError {
  return new MrtcError('MEDIA_FAILED', `This browser cannot do ${what}: update it, or go on without.`, {
    data: { reason: 'unsupported' },
  })
}

export function effectFailed(message: string, cause?: unknown): MrtcError {
  return new MrtcError('MEDIA_FAILED', message, {
    data: { reason: 'failed' },
    ...(cause === undefined ? {} : { cause }),
  })
}
