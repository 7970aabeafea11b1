import type { types as ms } from 'mediasoup-client'
import type { MediaContext } from '../media-transport.ts'
import { isRedStream, splitNatively, unwrappedByTransform, withRed } from './red-parameters.ts'
import { RedWorker } from './red-worker.ts'

/** How RED is received here: by the browser, by a transform before its decoder, or not at all. */
type Way =
  | { readonly way: 'native' }
  | { readonly way: 'transform'; readonly worker: RedWorker }
  | { readonly way: 'none' }

/** What `consume` takes that depends on the payload. */
export type ReceivedAs = Pick<ms.ConsumerOptions, 'rtpParameters' | 'onRtpReceiver'>

/** Receives the sound of one subscription, whether its payload is Opus or RED. */
export class RedReception {
  /** To be announced when subscribing. The server sends plain Opus to those who announce no RED. */
  readonly capabilities: ms.RtpCapabilities
  readonly #way: Way

  private constructor(capabilities: ms.RtpCapabilities, way: Way) {
    this.capabilities = capabilities
    this.#way = way
  }

  static async prepare({ red, clock, log }: MediaContext, device: ms.Device): Promise<RedReception> {
    const capabilities = device.recvRtpCapabilities
    if (red === undefined) return new RedReception(capabilities, { way: 'none' })
    const native = withRed(capabilities, red) === capabilities
    if (native) return new RedReception(capabilities, { way: 'native' })
    const worker = await RedWorker.start({ clock, log })
    if (worker === undefined) return new RedReception(capabilities, { way: 'none' })
    return new RedReception(withRed(capabilities, red), { way: 'transform', worker })
  }

  receivedAs(rtpParameters: ms.RtpParameters): ReceivedAs {
    const way = this.#way
    if (!isRedStream(rtpParameters)) return { rtpParameters }
    if (way.way !== 'transform') return { rtpParameters: splitNatively(rtpParameters) }
    return {
      rtpParameters: unwrappedByTransform(rtpParameters),
      onRtpReceiver: (receiver) => way.worker.attach(receiver, { direction: 'receive' }),
    }
  }

  close(): void {
    if (this.#way.way === 'transform') this.#way.worker.close()
  }
}
