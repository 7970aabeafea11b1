import { redFormat } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'
import { describe, expect, it } from 'vitest'
import { isRedStream, redCodecsOf, sentAsRed, splitNatively, unwrappedByTransform, withRed } from './red-parameters.ts'
import {
  type RedTransformer,
  type RedTransformOptions,
  type RedWorkerScope,
  redWorkerSource,
} from './red-worker-source.ts'

const opusPayloadType = 100
const redPayloadType = 117
const common = { clockRate: 48_000, channels: 2, rtcpFeedback: [{ type: 'nack' }] } as const

const capability = (mimeType: `audio/${string}`, preferredPayloadType: number): ms.RtpCodecCapability => ({
  ...common,
  kind: 'audio',
  mimeType,
  preferredPayloadType,
  parameters: {},
  rtcpFeedback: [...common.rtcpFeedback],
})
const parameters = (mimeType: `audio/${string}`, payloadType: number): ms.RtpCodecParameters => ({
  ...common,
  mimeType,
  payloadType,
  parameters: { useinbandfec: 1 },
  rtcpFeedback: [...common.rtcpFeedback],
})
const server = {
  codecs: [capability('audio/opus', opusPayloadType), capability('audio/red', redPayloadType)],
} satisfies ms.RtpCapabilities
const received: ms.RtpParameters = {
  codecs: [parameters('audio/red', redPayloadType), parameters('audio/opus', opusPayloadType)],
}

describe('RED among the parameters of a stream', () => {
  it('is not sent through a server that does not carry it', () => {
    expect(redCodecsOf(server)).toEqual({ red: server.codecs[1], opusPayloadType })
    expect(redCodecsOf({ codecs: server.codecs.slice(0, 1) })).toBeUndefined()
  })

  it('is declared with the payload type that Opus was negotiated with', () => {
    const sent = sentAsRed({ codecs: [parameters('audio/opus', 111)] })
    expect(sent.codecs).toMatchObject([{ mimeType: 'audio/red', payloadType: 111 }])
    expect(isRedStream(sent)).toBe(true)
  })

  it('is announced once, whether the browser knows it or a transform does', () => {
    const red = redCodecsOf(server)
    if (red === undefined) throw new Error('the server speaks RED')
    expect(withRed(server, red)).toBe(server)
    expect(withRed({ codecs: server.codecs.slice(0, 1) }, red).codecs).toEqual(server.codecs)
  })

  it('names the Opus of its blocks to a browser that splits it', () => {
    const [red, opus] = splitNatively(received).codecs
    expect(red?.parameters).toEqual({ '': '100/100' })
    expect(opus).toEqual(received.codecs[1])
  })

  it('is the only Opus to a browser behind a transform: Firefox would take the first one of two and drop the other', () => {
    const { codecs } = unwrappedByTransform(received)
    expect(codecs.map(({ mimeType, payloadType }) => [mimeType, payloadType])).toEqual([
      ['audio/red', opusPayloadType],
      ['audio/opus', redPayloadType],
    ])
  })
})

interface Frame {
  data: ArrayBuffer
  getMetadata(): { readonly rtpTimestamp: number }
}

/** The worker as the browser runs it, from its source. */
function startWorker() {
  const messages: unknown[] = []
  const scope: RedWorkerScope = {
    onmessage: null,
    onrtctransform: null,
    postMessage: (message) => messages.push(message),
  }
  new Function('globalThis', redWorkerSource())(scope)
  async function convert(options: RedTransformOptions, payloads: readonly Uint8Array[]): Promise<Uint8Array[]> {
    const converted: Uint8Array[] = []
    const frames = payloads.map((data, n): Frame => {
      return { data: data.slice().buffer as ArrayBuffer, getMetadata: () => ({ rtpTimestamp: n * 960 }) }
    })
    await new Promise<void>((resolve) => {
      const readable = new ReadableStream<Frame>({
        start(controller) {
          for (const frame of frames) controller.enqueue(frame)
          controller.close()
        },
      })
      const writable = new WritableStream<Frame>({
        write: (frame) => void converted.push(new Uint8Array(frame.data)),
        close: resolve,
      })
      scope.onrtctransform?.({ transformer: { readable, writable, options } as unknown as RedTransformer })
    })
    return converted
  }
  return { messages, convert, setDepth: (depth: number) => scope.onmessage?.({ data: { depth } }) }
}

describe('the worker that makes and opens RED', () => {
  const speech = [1, 2, 3, 4].map((n) => Uint8Array.of(n, n))

  it('says that it runs', () => {
    expect(startWorker().messages).toEqual(['ready'])
  })

  it('adds one byte to each frame until it is told to repeat earlier ones', async () => {
    const worker = startWorker()
    const sizes = async () =>
      (await worker.convert({ direction: 'send', opusPayloadType }, speech)).map((p) => p.length)
    expect(await sizes()).toEqual([3, 3, 3, 3])
    worker.setDepth(2)
    expect(await sizes()).toEqual([3, 9, 15, 15])
  })

  it('opens what it made, and leaves out what is malformed', async () => {
    const worker = startWorker()
    worker.setDepth(2)
    const sent = await worker.convert({ direction: 'send', opusPayloadType }, speech)
    const broken = Uint8Array.of(0xff)
    expect(await worker.convert({ direction: 'receive' }, [...sent, broken])).toEqual(speech)
    expect(sent.at(-1)).toEqual(
      redFormat.pack(
        {
          primary: Uint8Array.of(4, 4),
          redundant: [
            { timestampOffset: 1_920, data: Uint8Array.of(2, 2) },
            { timestampOffset: 960, data: Uint8Array.of(3, 3) },
          ],
        },
        opusPayloadType,
      ),
    )
  })
})
