import { isIPv4 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { Emitter } from '@mrtc/client'
import { MrtcError } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'
import {
  IceCandidate,
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  type RtcpPacket,
  type RtpHeader,
  type RtpPacket,
  type SrtpProfile,
} from 'werift'

/** AES-GCM first: Node has it in hardware, and it needs no second pass for the authentication tag. */
const srtpAeadAes128Gcm: SrtpProfile = 0x0007
const srtpAes128CmHmacSha1: SrtpProfile = 0x0001
/** Until ICE has measured one. */
const initialRoundTripMs = 100

export type MediaTransportState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed'

export type MediaTransportEvents = {
  stateChanged: [MediaTransportState]
  rtpReceived: [RtpPacket]
  rtcpReceived: [RtcpPacket]
}

export interface RemoteEnd {
  readonly iceParameters: ms.IceParameters
  readonly iceCandidates: readonly ms.IceCandidate[]
  readonly dtlsParameters: ms.DtlsParameters
}

/**
 * ICE and DTLS-SRTP of one transport, on werift's ORTC objects: mediasoup speaks ORTC too, so no SDP is made, parsed or
 * renegotiated. We are the controlling ICE agent and the DTLS client, as mediasoup is ICE-lite.
 */
export class MediaTransport extends Emitter<MediaTransportEvents> {
  readonly #remote: RemoteEnd
  readonly #ice: RTCIceTransport
  readonly #dtls: RTCDtlsTransport
  #state: MediaTransportState = 'new'
  #receivedBytes = 0

  private constructor(remote: RemoteEnd, ice: RTCIceTransport, dtls: RTCDtlsTransport) {
    super()
    this.#remote = remote
    this.#ice = ice
    this.#dtls = dtls
    ice.onStateChange.subscribe(() => this.#update())
    dtls.onStateChange.subscribe(() => this.#update())
    ice.connection.onData.subscribe((data) => {
      this.#receivedBytes += data.length
    })
    dtls.onRtp.subscribe((packet) => this.emit('rtpReceived', packet))
    dtls.onRtcp.subscribe((packet) => this.emit('rtcpReceived', packet))
  }

  static async create(remote: RemoteEnd): Promise<MediaTransport> {
    const certificate = await RTCDtlsTransport.SetupCertificate()
    const gatherer = new RTCIceGatherer({
      useIpv4: true,
      useIpv6: true,
      useTcp: true,
      tcpPassive: false,
      additionalHostAddresses: hostAddresses(remote.iceCandidates),
    })
    // Without one given, werift asks a public STUN server. Towards an ICE-lite server host candidates are enough.
    delete gatherer.connection.stunServer
    const ice = new RTCIceTransport(gatherer)
    const dtls = new RTCDtlsTransport({}, ice, certificate, [srtpAeadAes128Gcm, srtpAes128CmHmacSha1])
    dtls.role = 'client'
    return new MediaTransport(remote, ice, dtls)
  }

  get state(): MediaTransportState {
    return this.#state
  }

  /** Media, feedback and keys. */
  get receivedBytes(): number {
    return this.#receivedBytes
  }

  /** Measured by ICE checks. */
  get roundTripMs(): number {
    const seconds = this.#ice.connection.nominated?.rtt
    return seconds === undefined ? initialRoundTripMs : seconds * 1000
  }

  get localDtlsParameters(): ms.DtlsParameters {
    const { fingerprints } = this.#dtls.localParameters
    return {
      role: 'client',
      fingerprints: fingerprints.map(({ algorithm, value }) => ({
        algorithm: algorithm as ms.FingerprintAlgorithm,
        value,
      })),
    }
  }

  /** Connects in the background: `stateChanged` tells how it went. */
  async connect(): Promise<void> {
    const { fingerprints } = this.#remote.dtlsParameters
    this.#dtls.setRemoteParams(
      new RTCDtlsParameters(
        fingerprints.map(({ algorithm, value }) => new RTCDtlsFingerprint(algorithm, value)),
        'server',
      ),
    )
    this.#setState('connecting')
    try {
      await this.#startIce(this.#remote.iceParameters)
      if (this.#state !== 'closed') await this.#dtls.start()
    } catch (cause) {
      if (this.#state === 'closed') return
      this.#setState('failed')
      throw new MrtcError('MEDIA_FAILED', 'The media connection could not be made.', { cause })
    }
  }

  async restartIce(iceParameters: ms.IceParameters): Promise<void> {
    this.#ice.restart()
    // The machine may have others than when it connected first.
    this.#ice.connection.options.additionalHostAddresses = hostAddresses(this.#remote.iceCandidates)
    await this.#startIce(iceParameters)
  }

  sendRtp(header: RtpHeader, payload: Buffer): void {
    if (this.#dtls.state !== 'connected') return
    // werift catches socket errors itself and resolves.
    void this.#dtls.sendRtp(payload, header)
  }

  sendRtcp(packets: RtcpPacket[]): void {
    if (this.#dtls.state !== 'connected') return
    void this.#dtls.sendRtcp(packets)
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return
    this.#setState('closed')
    await this.#dtls.stop()
  }

  async #startIce(iceParameters: ms.IceParameters): Promise<void> {
    const { usernameFragment, password, iceLite = true } = iceParameters
    this.#ice.connection.iceControlling = true
    this.#ice.setRemoteParams(new RTCIceParameters({ usernameFragment, password, iceLite }))
    await this.#ice.gather()
    for (const candidate of this.#remote.iceCandidates) await this.#ice.addRemoteCandidate(toWerift(candidate))
    await this.#ice.addRemoteCandidate(undefined)
    if (this.#state !== 'closed') await this.#ice.start()
  }

  #update(): void {
    if (this.#state === 'closed' || this.#state === 'new') return
    if (this.#ice.state === 'failed' || this.#dtls.state === 'failed') this.#setState('failed')
    // The server closed its side of DTLS: nothing comes back on these keys.
    else if (this.#dtls.state === 'closed') this.#setState('failed')
    else if (this.#ice.state === 'disconnected') this.#setState('disconnected')
    else if (this.#dtls.state !== 'connected' || this.#ice.state === 'checking') this.#setState('connecting')
    else this.#setState('connected')
  }

  #setState(state: MediaTransportState): void {
    if (state === this.#state) return
    this.#state = state
    this.emit('stateChanged', state)
  }
}

/**
 * Addresses to gather. werift leaves out tunnel and veth interfaces and loopback; participants in containers and
 * network namespaces have nothing else, so all but loopback are used, and loopback too when the server is there.
 */
function hostAddresses(remoteCandidates: readonly ms.IceCandidate[]): string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((interfaceAddresses) => interfaceAddresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address)
  const remote = remoteCandidates.map((candidate) => candidate.address ?? candidate.ip)
  if (remote.some((address) => isIPv4(address) && address.startsWith('127.'))) addresses.push('127.0.0.1')
  if (remote.includes('::1')) addresses.push('::1')
  return addresses
}

function toWerift(candidate: ms.IceCandidate): IceCandidate {
  const rtpComponent = 1
  const { foundation, port, priority, protocol, type, tcpType } = candidate
  const address = candidate.address ?? candidate.ip
  const converted = new IceCandidate(rtpComponent, foundation, address, port, priority, protocol, type)
  if (tcpType !== undefined) converted.tcpType = tcpType
  return converted
}
