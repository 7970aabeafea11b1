import { createRedFormat, type RedFormat } from '@mrtc/protocol'

/** What a transform is to do with the frames that pass. */
export type RedTransformOptions =
  | { readonly direction: 'send'; readonly opusPayloadType: number }
  | { readonly direction: 'receive' }

/** To the worker: how many earlier frames each packet repeats from now on. */
export interface RedDepthMessage {
  readonly depth: number
}

/** Of a worker that runs: it may be refused by the page's content security policy, which shows in silence only. */
export const redWorkerReady = 'ready'

/** The script of the worker that makes or opens RED payloads. A Blob holds it, so that no application has to serve a file. */
export function redWorkerSource(): string {
  return `(${runRedWorker})(globalThis, (${createRedFormat})(), ${JSON.stringify(redWorkerReady)})`
}

interface TransformedFrame {
  data: ArrayBuffer
  readonly timestamp?: number
  getMetadata(): { readonly rtpTimestamp?: number }
}

export interface RedWorkerScope {
  onmessage: ((event: { readonly data: RedDepthMessage }) => void) | null
  onrtctransform: ((event: { readonly transformer: RedTransformer }) => void) | null
  postMessage(message: string): void
}

export interface RedTransformer {
  readonly readable: ReadableStream<TransformedFrame>
  readonly writable: WritableStream<TransformedFrame>
  readonly options: RedTransformOptions
}

/** Stands on its own, see {@link createRedFormat}: its source is what the worker runs. */
export function runRedWorker(scope: RedWorkerScope, format: RedFormat, ready: string): void {
  let depth = 0
  scope.onmessage = ({ data }) => {
    depth = data.depth
  }

  const wrapping = (opusPayloadType: number) => {
    const packetizer = format.createPacketizer(opusPayloadType)
    return (frame: TransformedFrame) => {
      // Browsers moved it from the frame to its metadata; only differences matter here.
      const timestamp = frame.getMetadata().rtpTimestamp ?? frame.timestamp ?? 0
      return packetizer.packetize({ timestamp, data: new Uint8Array(frame.data) }, depth)
    }
  }
  const unwrap = (frame: TransformedFrame) => format.unpack(new Uint8Array(frame.data))?.primary

  scope.onrtctransform = ({ transformer: { readable, writable, options } }) => {
    const convert = options.direction === 'send' ? wrapping(options.opusPayloadType) : unwrap
    const conversion = new TransformStream<TransformedFrame, TransformedFrame>({
      transform(frame, controller) {
        const converted = convert(frame)
        // What is malformed would be noise to the decoder, which conceals what is missing.
        if (converted === undefined) return
        frame.data = converted.slice().buffer as ArrayBuffer
        controller.enqueue(frame)
      },
    })
    // It ends with the sender or receiver, whichever way.
    readable
      .pipeThrough(conversion)
      .pipeTo(writable)
      .catch(() => undefined)
  }
  scope.postMessage(ready)
}
