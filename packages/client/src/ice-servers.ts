import type { IceServer } from '@mrtc/protocol'
import { MrtcError } from '@mrtc/protocol'

/** `stun:host:port`, `turn:host:port?transport=udp` (RFC 7064, RFC 7065). */
const iceUrl = /^(stuns?|turns?):[^\s?/]+(\?transport=(udp|tcp))?$/

/** Which ways media may take: all, or over TURN servers alone. */
export type IceTransportPolicy = 'all' | 'relay'

/** An application's own servers, as browsers take them. */
export interface IceServerOption {
  readonly urls: string | readonly string[]
  /** Both for TURN. */
  readonly username?: string
  readonly credential?: string
}

export interface IceOptions {
  readonly iceServers: readonly IceServer[] | undefined
  readonly iceTransportPolicy: IceTransportPolicy
  /** Of the server's ways to it these alone. */
  readonly serverProtocol?: 'udp' | 'tcp'
}

interface IceInput {
  readonly iceServers?: readonly (IceServerOption | IceServer)[]
  readonly iceTransportPolicy?: IceTransportPolicy
}

/** @throws MrtcError PARAMETER_INVALID with the field: `iceServers.0.urls.1` */
export function checkedIce({ iceServers, iceTransportPolicy = 'all' }: IceInput): IceOptions {
  if (iceTransportPolicy !== 'all' && iceTransportPolicy !== 'relay') {
    throw invalid('iceTransportPolicy', "must be 'all' or 'relay'")
  }
  if (iceServers !== undefined && !Array.isArray(iceServers)) throw invalid('iceServers', 'must be a list')
  return { iceServers: iceServers?.map(checkedServer), iceTransportPolicy }
}

function checkedServer({ urls, username, credential }: IceServerOption | IceServer, index: number): IceServer {
  const field = `iceServers.${index}`
  const list = typeof urls === 'string' ? [urls] : urls
  if (!Array.isArray(list) || list.length === 0) throw invalid(`${field}.urls`, 'must name at least one server')
  for (const [at, url] of list.entries()) {
    if (typeof url === 'string' && iceUrl.test(url)) continue
    throw invalid(`${field}.urls.${at}`, 'must be like turn:host:3478?transport=udp or stun:host:3478')
  }
  const isTurn = list.some((url) => url.startsWith('turn'))
  if (isTurn && !isText(username)) throw invalid(`${field}.username`, 'is missing: TURN servers need one')
  if (isTurn && !isText(credential)) throw invalid(`${field}.credential`, 'is missing: TURN servers need one')
  return {
    urls: [...list],
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function invalid(field: string, what: string): MrtcError {
  return new MrtcError('PARAMETER_INVALID', `${field} ${what}.`, { field })
}

/** As the DOM's types want it: without what is not there. */
export function asRtcIceServers(servers: readonly IceServer[]): RTCIceServer[] {
  return servers.map(({ urls, username, credential }) => ({
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }))
}
