/** What the two ends of a link tell each other through the room; `data` is what no link could carry. */
export type PeerSignal =
  | { readonly description: RTCSessionDescriptionInit }
  | { readonly candidate: RTCIceCandidateInit }
  | { readonly data: string }

export interface PeerLinkOptions {
  readonly connection: RTCPeerConnection
  readonly signal: (signal: PeerSignal) => void
  readonly onData: (data: string) => void
}

const channelLabel = 'mrtc-data'

/** A data channel to one other page. Ordered and reliable, as WebRTC's are by default. */
export class PeerLink {
  readonly #connection: RTCPeerConnection
  readonly #options: PeerLinkOptions
  /** Candidates that came before the description that they belong to. */
  #early: RTCIceCandidateInit[] = []
  #channel: RTCDataChannel | undefined

  constructor(options: PeerLinkOptions) {
    const { connection, signal } = options
    this.#options = options
    this.#connection = connection
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) signal({ candidate: candidate.toJSON() })
    }
    connection.ondatachannel = ({ channel }) => this.#use(channel)
  }

  get isOpen(): boolean {
    return this.#channel?.readyState === 'open'
  }

  /** The end that begins. */
  async offer(): Promise<void> {
    if (this.#channel) return
    this.#use(this.#connection.createDataChannel(channelLabel))
    await this.#connection.setLocalDescription()
    this.#tellDescription()
  }

  async take(signal: Exclude<PeerSignal, { data: string }>): Promise<void> {
    // The peer's word is not to be trusted: what does not fit is no failure of ours.
    try {
      if ('description' in signal) await this.#takeDescription(signal.description)
      else if (this.#connection.remoteDescription === null) this.#early.push(signal.candidate)
      else await this.#connection.addIceCandidate(signal.candidate)
    } catch {
      this.close()
    }
  }

  /** @returns whether it is on its way */
  send(data: string): boolean {
    if (!this.isOpen) return false
    this.#channel?.send(data)
    return true
  }

  close(): void {
    this.#channel?.close()
    this.#connection.close()
  }

  async #takeDescription(description: RTCSessionDescriptionInit): Promise<void> {
    await this.#connection.setRemoteDescription(description)
    for (const candidate of this.#early.splice(0)) await this.#connection.addIceCandidate(candidate)
    if (description.type !== 'offer') return
    await this.#connection.setLocalDescription()
    this.#tellDescription()
  }

  #tellDescription(): void {
    const { localDescription } = this.#connection
    if (localDescription) this.#options.signal({ description: localDescription.toJSON() })
  }

  #use(channel: RTCDataChannel): void {
    this.#channel = channel
    channel.onmessage = ({ data }: MessageEvent<unknown>) => this.#options.onData(String(data))
  }
}
