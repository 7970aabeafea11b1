/** WebRTC transports: how they are opened, and when they are given up. */
import { limits } from '@mrtc/protocol'
import type { types } from 'mediasoup'

/**
 * A path that has been silent this long is given up. mediasoup notices silence after 30 s (RFC 7675 consent); a client
 * that is alive restarts ICE on the same transport long before, and its session lives no longer than this without a
 * socket.
 */
const silentPathTtlMs = limits.sessionTtlMs

interface Opening {
  readonly router: types.Router
  readonly server: types.WebRtcServer
  readonly initialOutgoingBitrateBps: number
}

export function openTransport({ router, server, initialOutgoingBitrateBps }: Opening): Promise<types.WebRtcTransport> {
  return router.createWebRtcTransport({
    webRtcServer: server,
    enableUdp: true,
    // For networks that let no UDP through.
    enableTcp: true,
    preferUdp: true,
    initialAvailableOutgoingBitrate: initialOutgoingBitrateBps,
  })
}

/**
 * Closes the transport and calls `onEnd` when its peer closed it (DTLS close_notify), DTLS failed, or its path has
 * been silent for too long. Closing it by hand ends the watch without a call.
 */
export function watchTransport(transport: types.WebRtcTransport, onEnd: (cause: string) => void): void {
  let silence: NodeJS.Timeout | undefined
  transport.observer.once('close', () => clearTimeout(silence))
  const end = (cause: string) => {
    if (transport.closed) return
    transport.close()
    onEnd(cause)
  }
  transport.on('dtlsstatechange', (state) => {
    if (state === 'failed' || state === 'closed') end(`DTLS ${state}`)
  })
  transport.on('icestatechange', (state) => {
    clearTimeout(silence)
    if (state === 'disconnected') silence = setTimeout(() => end('no consent'), silentPathTtlMs)
  })
}
