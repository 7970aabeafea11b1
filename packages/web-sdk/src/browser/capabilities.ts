/** What of the web platform a browser has, asked in one place. Each is asked of a scope, so that tests ask another. */

/** `globalThis` of a page, or what stands for it. */
export type BrowserScope = Readonly<Record<string, unknown>>

/** Whether a member is there, by its path from the scope; prototypes are looked into as well. */
function has(scope: unknown, ...path: readonly string[]): boolean {
  let value = scope
  for (const name of path) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || !(name in value)) return false
    value = (value as Record<string, unknown>)[name]
  }
  return true
}

/** A member of what `new` gives: reading it of the prototype itself would throw. */
function hasMember(scope: BrowserScope, constructorName: string, member: string): boolean {
  const { prototype } = (scope[constructorName] ?? {}) as { prototype?: object }
  return prototype !== undefined && member in prototype
}

export const capabilities = {
  /** Of the language the newest that the SDK uses (ES2024). */
  promiseWithResolvers: (scope) => has(scope, 'Promise', 'withResolvers'),
  webRtc: (scope) => hasMember(scope, 'RTCPeerConnection', 'addTransceiver'),
  webSocket: (scope) => has(scope, 'WebSocket'),
  mediaStream: (scope) => has(scope, 'MediaStream'),
  /** https or localhost: elsewhere there is no camera. */
  secureContext: (scope) => scope.isSecureContext === true,
  userMedia: (scope) => has(scope, 'navigator', 'mediaDevices', 'getUserMedia'),
  displayMedia: (scope) => has(scope, 'navigator', 'mediaDevices', 'getDisplayMedia'),
  cropTarget: (scope) => has(scope, 'CropTarget'),
  elementCapture: (scope) => hasMember(scope, 'HTMLMediaElement', 'captureStream'),
  canvasCapture: (scope) => hasMember(scope, 'HTMLCanvasElement', 'captureStream'),
  videoFrameCallback: (scope) => hasMember(scope, 'HTMLVideoElement', 'requestVideoFrameCallback'),
  /** In the page: Safari has it in workers only. */
  trackProcessor: (scope) => has(scope, 'MediaStreamTrackProcessor'),
  trackGenerator: (scope) => has(scope, 'MediaStreamTrackGenerator'),
  videoEncoder: (scope) => has(scope, 'VideoEncoder'),
  audioEncoder: (scope) => has(scope, 'AudioEncoder'),
  worker: (scope) => has(scope, 'Worker'),
  offscreenCanvas: (scope) => has(scope, 'OffscreenCanvas'),
  audioContext: (scope) => has(scope, 'AudioContext'),
  audioWorklet: (scope) => has(scope, 'AudioWorkletNode'),
  encodedTransform: (scope) => has(scope, 'RTCRtpScriptTransform'),
  jitterBufferTarget: (scope) => hasMember(scope, 'RTCRtpReceiver', 'jitterBufferTarget'),
  audioOutput: (scope) => hasMember(scope, 'HTMLMediaElement', 'setSinkId'),
  intersectionObserver: (scope) => has(scope, 'IntersectionObserver'),
  resizeObserver: (scope) => has(scope, 'ResizeObserver'),
  networkInformation: (scope) => has(scope, 'navigator', 'connection'),
} as const satisfies Record<string, (scope: BrowserScope) => boolean>

export type Capability = keyof typeof capabilities
