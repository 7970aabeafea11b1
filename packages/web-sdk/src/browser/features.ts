/** What the SDK needs of a browser, feature by feature, and what becomes of a feature that does not have it. */
import type { ErrorCode } from '@mrtc/protocol/errors'
import type { Capability } from './capabilities.ts'

/** What is done instead, where that is possible. */
export interface Replacement {
  readonly needs: readonly Capability[]
  readonly how: string
}

export interface Feature {
  readonly needs: readonly Capability[]
  readonly replacement?: Replacement
  /** `code`: the call that asks for it fails with it. `off`: nothing fails, and this is what is missed. */
  readonly otherwise: { readonly code: ErrorCode } | { readonly off: string }
}

export const features = {
  calls: {
    needs: ['webRtc', 'webSocket', 'mediaStream', 'promiseWithResolvers'],
    otherwise: { code: 'CODEC_UNSUPPORTED' },
  },
  camera: { needs: ['secureContext', 'userMedia'], otherwise: { code: 'CAPTURE_FAILED' } },
  screen: { needs: ['displayMedia'], otherwise: { code: 'CAPTURE_FAILED' } },
  region: { needs: ['displayMedia', 'cropTarget'], otherwise: { code: 'CAPTURE_FAILED' } },
  stillFile: { needs: ['canvasCapture'], otherwise: { code: 'CAPTURE_FAILED' } },
  playedFile: {
    needs: ['elementCapture', 'audioContext'],
    replacement: {
      needs: ['canvasCapture', 'videoFrameCallback', 'audioContext'],
      how: 'pictures are drawn onto a canvas, which stands still while the tab is hidden',
    },
    otherwise: { code: 'CAPTURE_FAILED' },
  },
  background: {
    needs: ['trackProcessor', 'trackGenerator', 'offscreenCanvas', 'worker'],
    replacement: {
      needs: ['canvasCapture', 'videoFrameCallback', 'offscreenCanvas', 'worker'],
      how: 'pictures go through a canvas of the page',
    },
    otherwise: { code: 'MEDIA_FAILED' },
  },
  noiseSuppression: { needs: ['audioContext', 'audioWorklet'], otherwise: { code: 'MEDIA_FAILED' } },
  browserRecording: {
    needs: ['trackProcessor', 'videoEncoder', 'audioEncoder', 'offscreenCanvas', 'worker'],
    otherwise: { code: 'CODEC_UNSUPPORTED' },
  },
  picture: {
    needs: ['trackProcessor'],
    replacement: { needs: ['mediaStream'], how: 'the track is played in an element of its own first' },
    otherwise: { code: 'CAPTURE_FAILED' },
  },
  volume: { needs: ['audioContext'], otherwise: { off: 'loudness is not told' } },
  redundantSound: {
    needs: ['encodedTransform', 'worker'],
    otherwise: { off: 'sound is sent as plain Opus, which retransmission repairs' },
  },
  patientPictures: {
    needs: ['jitterBufferTarget'],
    otherwise: { off: 'pictures do not wait longer for retransmissions' },
  },
  speakerChoice: { needs: ['audioOutput'], otherwise: { off: "sound comes from the system's speaker" } },
  viewFollowing: {
    needs: ['intersectionObserver', 'resizeObserver'],
    replacement: { needs: [], how: 'all of a tab in front counts as seen, and sizes are looked at with the window' },
    otherwise: { off: 'everything is received' },
  },
  networkChanges: {
    needs: ['networkInformation'],
    replacement: { needs: [], how: 'changes are noticed by `online` and by silence' },
    otherwise: { off: 'changes are noticed by silence' },
  },
} as const satisfies Record<string, Feature>

/** What a browser may have or lack. */
export type FeatureName = keyof typeof features
