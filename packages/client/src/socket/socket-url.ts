import { MrtcError, signalingPath } from '@mrtc/protocol'

const webSocketProtocols: Readonly<Record<string, string>> = {
  'http:': 'ws:',
  'https:': 'wss:',
  'ws:': 'ws:',
  'wss:': 'wss:',
}

const httpProtocols: Readonly<Record<string, string>> = { 'ws:': 'http:', 'wss:': 'https:' }

/** Where the server of this signalling socket is found by HTTP, without a slash at its end. */
export function toHttpUrl(socketUrl: string): string {
  const { protocol, host, pathname } = new URL(socketUrl)
  const prefix = pathname.endsWith(signalingPath) ? pathname.slice(0, -signalingPath.length) : ''
  return `${httpProtocols[protocol] ?? protocol}//${host}${prefix}`
}

/**
 * The address of the signalling socket: `http(s)` becomes `ws(s)`, an empty path becomes the server's own.
 * @throws MrtcError PARAMETER_INVALID for anything else
 */
export function toSocketUrl(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  const protocol = url === null ? undefined : webSocketProtocols[url.protocol]
  if (url === null || protocol === undefined) {
    throw new MrtcError('PARAMETER_INVALID', `"${address}" is not an address such as wss://host/ws`, { field: 'url' })
  }
  url.protocol = protocol
  url.hash = ''
  if (url.pathname === '/') url.pathname = signalingPath
  return url.href
}
