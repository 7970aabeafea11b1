import type { Probe } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'
import { peerConnectionOf, rewriteRemoteDescriptions } from './peer-connection.ts'

/** The ceiling before a probe stands this far above the estimate, so that it never holds anything back. */
const clearance = 1.05

/**
 * Makes the browser try whether more than its estimate gets through: some packets in a quick burst, a few kilobytes.
 * libwebrtc does so when the ceiling of a connection is raised in the middle of a call, and from the result it knows at
 * once what its slow growth would take a minute for. The ceiling is the bandwidth (`b=TIAS`, RFC 3890) that the remote
 * description grants to video.
 */
export class BandwidthProbe {
  #ceilingBps: number | undefined

  /** @returns undefined where there is no such peer connection: in Node, or in other browsers */
  static on(transport: ms.Transport): BandwidthProbe | undefined {
    const connection = peerConnectionOf(transport)
    return connection && new BandwidthProbe(connection)
  }

  private constructor(connection: RTCPeerConnection) {
    rewriteRemoteDescriptions(connection, (sdp) => withCeiling(sdp, this.#ceilingBps))
  }

  /** Takes the ceiling away, with the next negotiation. */
  release(): void {
    this.#ceilingBps = undefined
  }

  /** @param negotiate brings descriptions, and with them the ceiling, into force */
  async try({ fromBps, upToBps }: Probe, negotiate: () => Promise<void>): Promise<void> {
    // Only a ceiling that rises makes it probe: the last one may be as high already.
    if (this.#ceilingBps === undefined || this.#ceilingBps >= upToBps) {
      this.#ceilingBps = Math.round(fromBps * clearance)
      await negotiate()
    }
    this.#ceilingBps = Math.round(upToBps)
    await negotiate()
  }
}

/** Grants a bandwidth to every section of video. Its place is behind the connection line (RFC 8866, 5). */
export function withCeiling(sdp: string, ceilingBps: number | undefined): string {
  if (ceilingBps === undefined) return sdp
  return sdp
    .split(/^(?=m=)/m)
    .map((section) =>
      section.startsWith('m=video ') ? section.replace(/^(c=[^\r\n]*)(\r?\n)/m, `$1$2b=TIAS:${ceilingBps}$2`) : section,
    )
    .join('')
}
