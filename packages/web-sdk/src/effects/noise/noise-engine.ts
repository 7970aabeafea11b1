/// <reference path="../../vite-modules.d.ts" />
/** Loaded with the first noise suppression: RNNoise for an audio worklet. Imports nothing of ours, see build/. */
import { RnnoiseWorkletNode } from '@sapphi-red/web-noise-suppressor'
import binary from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url&no-inline'
import binaryWithSimd from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url&no-inline'
import worklet from '@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url&no-inline'

/** A function that returns a vector of 16 bytes: only engines with SIMD take it (WebAssembly 2.0, section 5). */
const simdModule = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0, 10, 10, 1, 8, 0, 0x41, 0, 0xfd, 15, 0xfd, 98,
  11,
])

/** RNNoise works at this rate only. */
export const rnnoiseSampleRate = 48_000

export interface Suppressor {
  readonly node: AudioNode
  close(): void
}

/** @throws Error when its files are not to be had, or the browser has no audio worklets */
export async function createSuppressor(context: AudioContext, onFailed: () => void): Promise<Suppressor> {
  const [response] = await Promise.all([
    fetch(WebAssembly.validate(simdModule) ? binaryWithSimd : binary),
    context.audioWorklet.addModule(worklet),
  ])
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}`)
  const node = new RnnoiseWorkletNode(context, { maxChannels: 1, wasmBinary: await response.arrayBuffer() })
  node.onprocessorerror = onFailed
  return {
    node,
    close: () => {
      node.disconnect()
      node.destroy()
    },
  }
}
