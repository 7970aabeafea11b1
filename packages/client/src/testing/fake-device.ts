/** mediasoup-client's own stand-in for a browser, whose media connections come up by themselves. */
import { Device, FakeHandler, type types as ms, testFakeParameters } from 'mediasoup-client'
import type { MediaConnectionState } from '../media/index.ts'

/** A device, and a hand on the media connections that it makes. */
export interface FakeDevice {
  readonly create: () => ms.Device
  /** Of each transport made so far. */
  readonly connections: FakeConnection[]
  /** Of each track that was sent so far. */
  readonly senders: Pick<RTCRtpSender, 'getParameters'>[]
}

export interface FakeConnection {
  readonly direction: 'send' | 'recv'
  /** How often ICE was restarted. */
  restarts: number
  /** Bytes that have arrived over it, as getStats tells. */
  receivedBytes: number
  become(state: MediaConnectionState): void
}

export interface FakeDeviceOptions {
  /** Whether media gets through. Asked each time a connection is to come up. @default true */
  readonly reachable?: () => boolean
}

export function fakeDevice({ reachable = () => true }: FakeDeviceOptions = {}): FakeDevice {
  const connections: FakeConnection[] = []
  const senders: RTCRtpSender[] = []
  const real = FakeHandler.createFactory(testFakeParameters)
  const factory: ms.HandlerFactory = {
    ...real,
    factory: (options) => {
      const handler = real.factory(options) as FakeHandler
      const connection: FakeConnection = {
        direction: options.direction,
        restarts: 0,
        receivedBytes: 0,
        become: (state) => handler.setConnectionState(state),
      }
      connections.push(connection)
      const connectSoon = () => queueMicrotask(() => reachable() && connection.become('connected'))
      handler.on('@connect', connectSoon)
      const send = handler.send.bind(handler)
      handler.send = async (options) => {
        const rtpSender = fakeSender(options.encodings ?? [])
        senders.push(rtpSender)
        return { ...(await send(options)), rtpSender }
      }
      handler.getTransportStats = async () =>
        new Map([['pair', { id: 'pair', type: 'candidate-pair', bytesReceived: connection.receivedBytes }]])
      const restartIce = handler.restartIce.bind(handler)
      handler.restartIce = async (iceParameters) => {
        await restartIce(iceParameters)
        connection.restarts += 1
        connectSoon()
      }
      return handler
    },
  }
  return { create: () => new Device({ handlerFactory: factory }), connections, senders }
}

/** Keeps the parameters that it is given. */
function fakeSender(encodings: readonly RTCRtpEncodingParameters[]): RTCRtpSender {
  let parameters = { encodings: structuredClone(encodings) }
  const sender = {
    getParameters: () => structuredClone(parameters),
    setParameters: async (next: typeof parameters) => {
      parameters = structuredClone(next)
    },
  }
  // What is used of it, and no more.
  return sender as unknown as RTCRtpSender
}
