/** Leads the media of one page through a link of our own, without privileges. */
import { type LinkProfiles, UdpRelay } from '@mrtc/netlab'
import type { Page } from 'puppeteer-core'

declare global {
  /** Within the page: the port to send to instead of the server's. */
  var mrtcRelayPort: (serverPort: number) => Promise<number>
}

/** The link of a page; perfect until it is told otherwise. */
export class MediaRelay implements AsyncDisposable {
  readonly #relays = new Map<number, Promise<UdpRelay>>()
  #link: Partial<LinkProfiles> = {}

  /** Before the page goes anywhere: its peer connections are led to relays on their way to each media port. */
  async attach(page: Page): Promise<void> {
    await page.exposeFunction('mrtcRelayPort', async (serverPort: number) => (await this.#relayTo(serverPort)).port)
    await page.evaluateOnNewDocument(leadThroughRelays)
  }

  async setLink(link: Partial<LinkProfiles>): Promise<void> {
    this.#link = link
    for (const relay of await Promise.all(this.#relays.values())) relay.setLink(link)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const relay of await Promise.all(this.#relays.values())) await relay.close()
  }

  #relayTo(serverPort: number): Promise<UdpRelay> {
    const known = this.#relays.get(serverPort)
    if (known) return known
    const opening = UdpRelay.open({ target: { address: '127.0.0.1', port: serverPort }, ...this.#link })
    this.#relays.set(serverPort, opening)
    return opening
  }
}

/** Runs in the page. */
function leadThroughRelays(): void {
  const real: (this: RTCPeerConnection, description: RTCSessionDescriptionInit) => Promise<void> =
    RTCPeerConnection.prototype.setRemoteDescription
  const udpCandidate = /^(a=candidate:\S+ \d+ udp \d+ \S+ )(\d+)( .*)$/i
  const tcpCandidate = /^a=candidate:\S+ \d+ tcp /i
  RTCPeerConnection.prototype.setRemoteDescription = async function (description: RTCSessionDescriptionInit) {
    const lines = (description.sdp ?? '').split('\r\n').filter((line) => !tcpCandidate.test(line))
    const led = await Promise.all(
      lines.map(async (line) => {
        const [, before, port, after] = udpCandidate.exec(line) ?? []
        return port === undefined ? line : `${before}${await globalThis.mrtcRelayPort(Number(port))}${after}`
      }),
    )
    return real.call(this, { ...description, sdp: led.join('\r\n') })
  }
}
