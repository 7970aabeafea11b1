/** The script of the recording worker: one recording. */
import type { FromRecorder, ToRecorder } from './messages.ts'
import { Recorder } from './recorder.ts'

/** What of a dedicated worker's global scope is used; TypeScript's DOM types know windows only. */
interface WorkerScope {
  onmessage: ((event: { readonly data: ToRecorder }) => void) | null
  postMessage(message: FromRecorder): void
}

const scope = globalThis as unknown as WorkerScope
let recorder: Recorder | undefined

function fail(error: unknown): void {
  scope.postMessage({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
}

async function obey(message: ToRecorder): Promise<void> {
  switch (message.type) {
    case 'start':
      recorder = new Recorder(message.settings, message, {
        sliced: (slice) => scope.postMessage({ type: 'sliced', ...slice }),
        failed: fail,
      })
      recorder.start()
      return scope.postMessage({ type: 'started' })
    case 'setPictures':
      return recorder?.setPictures(message.pictures)
    case 'setWatermarks':
      return recorder?.setWatermarks(message.watermarks)
    case 'pause':
      recorder?.pause()
      return scope.postMessage({ type: 'paused' })
    case 'resume':
      recorder?.resume()
      return scope.postMessage({ type: 'resumed' })
    case 'stop': {
      const file = await recorder?.stop()
      if (file) scope.postMessage({ type: 'stopped', ...file })
    }
  }
}

scope.onmessage = ({ data }) => void obey(data).catch(fail)
