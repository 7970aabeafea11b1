import { MrtcError, signalingPath } from '@mrtc/protocol'

const webSocketProtocols: Readonly<Record<string, string>> = {
  'http:': 'ws:',
  'https:': 'wss:',
  'ws:': 'ws:',
  'wss:': 'wss:',
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
