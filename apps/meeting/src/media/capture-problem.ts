import { MrtcError } from '@mrtc/protocol/errors'
import type { CaptureFailureReason } from '@mrtc/web-sdk'

/** Why a camera, microphone or screen could not be had, as far as a person can do something about it. */
export type CaptureProblem = 'denied' | 'notFound' | 'inUse' | 'insecure' | 'unsupported' | 'ended' | 'failed'

const problems: Record<CaptureFailureReason, CaptureProblem> = {
  denied: 'denied',
  notFound: 'notFound',
  inUse: 'inUse',
  unfit: 'failed',
  locked: 'failed',
  tooLarge: 'failed',
  unsupported: 'unsupported',
}

/** @param isSecure browsers hide cameras from pages that came over plain HTTP: then the cause is the address */
export const captureProblemOf = (error: unknown, isSecure = globalThis.isSecureContext ?? true): CaptureProblem => {
  if (!(error instanceof MrtcError) || error.code !== 'CAPTURE_FAILED') return 'failed'
  const reason = error.data?.reason
  if (reason === 'unsupported' && !isSecure) return 'insecure'
  return Object.entries(problems).find(([known]) => known === reason)?.[1] ?? 'failed'
}
