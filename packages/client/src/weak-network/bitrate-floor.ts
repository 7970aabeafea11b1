import type { types as ms } from 'mediasoup-client'
import { peerConnectionOf, rewriteRemoteDescriptions } from './peer-connection.ts'

const bitsPerKilobit = 1_000
const floorParameter = 'x-google-min-bitrate'

/**
 * A floor under the bitrate that the browser's congestion control gives to what a transport sends. Browsers of
 * libwebrtc read it from the remote description and from nowhere else; mediasoup-client writes it when a track is first
 * sent only. So it is added to the descriptions that pass, and comes into force with the next negotiation.
 */
export class BitrateFloor {
  #floorBps: number | undefined

  /** @returns undefined where there is no such peer connection: in Node, or in other browsers */
  static under(transport: ms.Transport): BitrateFloor | undefined {
    const connection = peerConnectionOf(transport)
    return connection && new BitrateFloor(connection)
  }

  private constructor(connection: RTCPeerConnection) {
    rewriteRemoteDescriptions(connection, (sdp) => withFloor(sdp, this.#floorBps))
  }

  set(floorBps: number | undefined): void {
    this.#floorBps = floorBps
  }
}

/** Adds the floor to the first codec of every section of video: it is the one that is sent. */
export function withFloor(sdp: string, floorBps: number | undefined): string {
  if (floorBps === undefined) return sdp
  const floor = `${floorParameter}=${Math.round(floorBps / bitsPerKilobit)}`
  // Each section begins with its m line.
  return sdp
    .split(/^(?=m=)/m)
    .map((section) => {
      const payloadType = /^m=video \d+ \S+ (\d+)/.exec(section)?.[1]
      if (payloadType === undefined) return section
      const parameters = new RegExp(`^(a=fmtp:${payloadType} [^\\r\\n]*)`, 'm')
      if (parameters.test(section)) return section.replace(parameters, `$1;${floor}`)
      return section.replace(
        new RegExp(`^(a=rtpmap:${payloadType} [^\\r\\n]*)(\\r?\\n)`, 'm'),
        `$1$2a=fmtp:${payloadType} ${floor}$2`,
      )
    })
    .join('')
}
