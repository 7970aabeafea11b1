/**
 * What other browsers have of what the SDK asks for, after MDN's browser-compat-data 8.1.9 (November 2026): versions from
 * which on each has it, `false` where none has.
 */
import type { BrowserScope, Capability } from '../index.ts'

export const browsers = ['chromium', 'firefox', 'safari', 'iosSafari'] as const
export type BrowserName = (typeof browsers)[number]
type Versions = Readonly<Record<BrowserName, number | false>>

const old = 1
const everywhere: Versions = { chromium: old, firefox: old, safari: old, iosSafari: old }

export const since: Readonly<Record<Capability, Versions>> = {
  promiseWithResolvers: { chromium: 119, firefox: 121, safari: 17.4, iosSafari: 17.4 },
  webRtc: everywhere,
  webSocket: everywhere,
  mediaStream: everywhere,
  secureContext: everywhere,
  userMedia: everywhere,
  displayMedia: { chromium: 72, firefox: 66, safari: 13, iosSafari: 27 },
  cropTarget: { chromium: 104, firefox: false, safari: false, iosSafari: false },
  elementCapture: { chromium: 62, firefox: 149, safari: false, iosSafari: false },
  canvasCapture: { chromium: 51, firefox: 43, safari: 11, iosSafari: 11 },
  videoFrameCallback: { chromium: 83, firefox: 132, safari: 15.4, iosSafari: 15.4 },
  trackProcessor: { chromium: 94, firefox: false, safari: false, iosSafari: false },
  trackGenerator: { chromium: 94, firefox: false, safari: false, iosSafari: false },
  videoEncoder: { chromium: 94, firefox: 130, safari: 16.4, iosSafari: 16.4 },
  audioEncoder: { chromium: 94, firefox: 130, safari: 26, iosSafari: 26 },
  worker: everywhere,
  offscreenCanvas: { chromium: 69, firefox: 105, safari: 16.4, iosSafari: 16.4 },
  audioContext: everywhere,
  audioWorklet: { chromium: 66, firefox: 76, safari: 14.1, iosSafari: 14.5 },
  encodedTransform: { chromium: 141, firefox: 117, safari: 15.4, iosSafari: 15.4 },
  jitterBufferTarget: { chromium: 124, firefox: 115, safari: 27, iosSafari: 27 },
  audioOutput: { chromium: 49, firefox: 116, safari: 18.4, iosSafari: 18.4 },
  intersectionObserver: { chromium: 51, firefox: 55, safari: 12.1, iosSafari: 12.2 },
  resizeObserver: { chromium: 64, firefox: 69, safari: 13.1, iosSafari: 13.4 },
  networkInformation: { chromium: 61, firefox: false, safari: false, iosSafari: false },
}

/** Those that are spoken of where none is named. */
export const versions: Readonly<Record<BrowserName, number>> = {
  chromium: 156,
  firefox: 149,
  safari: 26,
  iosSafari: 26,
}

/** Stands for a browser: it has what that has, and nothing behind it. */
export function scopeOf(browser: BrowserName, version = versions[browser]): BrowserScope {
  const has = (capability: Capability) => {
    const from = since[capability][browser]
    return from !== false && version >= from
  }
  const when = <T>(capability: Capability, members: T): T | Record<string, never> => (has(capability) ? members : {})
  const withMembers = (members: object) => ({ prototype: members })
  const mediaDevices = { getUserMedia: {}, ...when('displayMedia', { getDisplayMedia: {} }) }
  return {
    isSecureContext: true,
    Promise: when('promiseWithResolvers', { withResolvers: {} }),
    WebSocket: {},
    MediaStream: {},
    Worker: {},
    AudioContext: {},
    RTCPeerConnection: withMembers({ addTransceiver: {} }),
    RTCRtpReceiver: withMembers(when('jitterBufferTarget', { jitterBufferTarget: {} })),
    HTMLMediaElement: withMembers({
      ...when('elementCapture', { captureStream: {} }),
      ...when('audioOutput', { setSinkId: {} }),
    }),
    HTMLCanvasElement: withMembers(when('canvasCapture', { captureStream: {} })),
    HTMLVideoElement: withMembers(when('videoFrameCallback', { requestVideoFrameCallback: {} })),
    navigator: { mediaDevices, ...when('networkInformation', { connection: {} }) },
    ...when('cropTarget', { CropTarget: {} }),
    ...when('trackProcessor', { MediaStreamTrackProcessor: {} }),
    ...when('trackGenerator', { MediaStreamTrackGenerator: {} }),
    ...when('videoEncoder', { VideoEncoder: {} }),
    ...when('audioEncoder', { AudioEncoder: {} }),
    ...when('offscreenCanvas', { OffscreenCanvas: {} }),
    ...when('audioWorklet', { AudioWorkletNode: {} }),
    ...when('encodedTransform', { RTCRtpScriptTransform: {} }),
    ...when('intersectionObserver', { IntersectionObserver: {} }),
    ...when('resizeObserver', { ResizeObserver: {} }),
  }
}
