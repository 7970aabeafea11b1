/// <reference path="../../vite-modules.d.ts" />
/** Loaded with the first background: the worker, and where its model and runtime lie. Imports nothing of ours, see build/. */
import script from '@litertjs/core/wasm/litert_wasm_compat_internal.js?url&no-inline'
import wasm from '@litertjs/core/wasm/litert_wasm_compat_internal.wasm?url&no-inline'
import model from '@mediapipe/selfie_segmentation/selfie_segmentation.tflite?url&no-inline'
import type { ModelFiles } from './messages.ts'
import BackgroundWorker from './worker/main.ts?worker&inline'

export { BackgroundWorker }

/** Absolute: the worker has no address of its own. */
export const modelFiles: ModelFiles = {
  script: new URL(script, location.href).href,
  wasm: new URL(wasm, location.href).href,
  model: new URL(model, location.href).href,
}
