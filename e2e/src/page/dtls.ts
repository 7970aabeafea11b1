/** A page that sends video to a mediasoup transport and does nothing else: ICE, then DTLS, then SRTP. */
import { Device, type types } from 'mediasoup-client'

/** What the test puts on `window`: the server's side of each step. */
export interface DtlsPageServer {
  connectTransport(dtlsParameters: types.DtlsParameters): Promise<void>
  produce(rtpParameters: types.RtpParameters): Promise<string>
}

export interface SendOptions {
  readonly routerRtpCapabilities: types.RtpCapabilities
  readonly transport: types.TransportOptions
}

/** Often enough for the encoder to have something to send at any time. */
const REPAINT_INTERVAL_MS = 50

/** Resolves when the transport has begun to connect; how it ends is for the server's side to see. */
export async function send({ routerRtpCapabilities, transport }: SendOptions): Promise<void> {
  const server = window as unknown as DtlsPageServer
  // Named, because a browser does not tell a page without an address what it is.
  const device = await Device.factory({ handlerName: 'Chrome111' })
  await device.load({ routerRtpCapabilities })
  const sending = device.createSendTransport(transport)
  sending.on('connect', ({ dtlsParameters }, callback, errback) => {
    server.connectTransport(dtlsParameters).then(callback, errback)
  })
  sending.on('produce', ({ rtpParameters }, callback, errback) => {
    server.produce(rtpParameters).then((id) => callback({ id }), errback)
  })
  await sending.produce({ track: flickeringTrack() })
}

function flickeringTrack(): MediaStreamTrack {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser has no canvas')
  setInterval(() => {
    context.fillStyle = `hsl(${performance.now() % 360} 50% 50%)`
    context.fillRect(0, 0, canvas.width, canvas.height)
  }, REPAINT_INTERVAL_MS)
  const [track] = canvas.captureStream().getVideoTracks()
  if (!track) throw new Error('this browser does not capture a canvas')
  return track
}
