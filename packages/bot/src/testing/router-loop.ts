import * as mediasoup from 'mediasoup'
import type { Device, types as ms } from 'mediasoup-client'
import { createDevice, type LocalTrack, RemoteTrack } from '../webrtc/index.ts'

/** A media router without a server around it: what is left of a call when signalling is taken away. For tests. */
export interface RouterLoop extends AsyncDisposable {
  readonly router: mediasoup.types.Router
  join(): Promise<LoopParticipant>
}

export interface LoopParticipant {
  send(track: LocalTrack): Promise<ms.Producer>
  receive(producerId: string): Promise<{ track: RemoteTrack; consumer: ms.Consumer; server: mediasoup.types.Consumer }>
  restartIce(): Promise<void>
  readonly states: { readonly send: ms.ConnectionState; readonly recv: ms.ConnectionState }
  close(): void
}

const mediaCodecs: mediasoup.types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
]

export async function startRouterLoop(): Promise<RouterLoop> {
  const worker = await mediasoup.createWorker({ logLevel: 'error' })
  const router = await worker.createRouter({ mediaCodecs })
  const participants: LoopParticipant[] = []
  return {
    router,
    join: async () => {
      const participant = await joinLoop(router)
      participants.push(participant)
      return participant
    },
    [Symbol.asyncDispose]: async () => {
      for (const participant of participants) participant.close()
      worker.close()
    },
  }
}

async function joinLoop(router: mediasoup.types.Router): Promise<LoopParticipant> {
  const device: Device = createDevice()
  await device.load({ routerRtpCapabilities: router.rtpCapabilities as ms.RtpCapabilities })
  const listenInfos: mediasoup.types.TransportListenInfo[] = [{ protocol: 'udp', ip: '127.0.0.1' }]
  const open = async (direction: 'send' | 'recv') => {
    const server = await router.createWebRtcTransport({ listenInfos })
    const options = {
      id: server.id,
      iceParameters: server.iceParameters,
      iceCandidates: server.iceCandidates as ms.IceCandidate[],
      dtlsParameters: server.dtlsParameters as ms.DtlsParameters,
    }
    const client = direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options)
    client.on('connect', ({ dtlsParameters }, done, failed) => {
      server.connect({ dtlsParameters: dtlsParameters as mediasoup.types.DtlsParameters }).then(done, failed)
    })
    client.on('produce', ({ kind, rtpParameters }, done, failed) => {
      server
        .produce({ kind, rtpParameters: rtpParameters as mediasoup.types.RtpParameters })
        .then(({ id }) => done({ id }), failed)
    })
    return { server, client }
  }
  const [send, recv] = [await open('send'), await open('recv')]
  return {
    send: (track) => send.client.produce({ track: track.asMediaStreamTrack(), stopTracks: false }),
    receive: async (producerId) => {
      const server = await recv.server.consume({
        producerId,
        rtpCapabilities: device.recvRtpCapabilities as mediasoup.types.RtpCapabilities,
        paused: true,
        enableRtx: true,
      })
      const { id, kind } = server
      const rtpParameters = server.rtpParameters as ms.RtpParameters
      const consumer = await recv.client.consume({ id, producerId, kind, rtpParameters })
      await server.resume()
      const track = RemoteTrack.of(consumer.track)
      if (track === undefined) throw new TypeError('not a track of ours')
      return { track, consumer, server }
    },
    restartIce: async () => {
      for (const { server, client } of [send, recv]) {
        await client.restartIce({ iceParameters: await server.restartIce() })
      }
    },
    get states() {
      return { send: send.client.connectionState, recv: recv.client.connectionState }
    },
    close: () => {
      for (const { client } of [send, recv]) client.close()
    },
  }
}
