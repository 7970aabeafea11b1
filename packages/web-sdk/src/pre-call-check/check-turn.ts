import { MrtcError } from '@mrtc/protocol/errors'
import type { Finding } from './check-result.ts'

/** One address of a TURN server. */
export interface TurnAddress {
  readonly url: string
  readonly username: string | undefined
  readonly credential: string | undefined
}

/** STUN error codes (RFC 8489, 14.8) that credentials are to blame for. */
const credentialFaults: ReadonlySet<number> = new Set([401, 403, 441])

/** A browser's server list as single addresses of TURN servers; STUN servers carry nothing. */
export function turnAddresses(servers: readonly RTCIceServer[]): TurnAddress[] {
  return servers.flatMap(({ urls, username, credential }) =>
    [urls]
      .flat()
      .filter((url) => /^turns?:/.test(url))
      .map((url) => ({ url, username, credential })),
  )
}

/**
 * Has the server give us a relay for a moment.
 * @throws MrtcError TURN_UNAUTHORIZED, TURN_UNREACHABLE, REQUEST_ABORTED
 */
export async function checkTurn(
  { url, username = '', credential = '' }: TurnAddress,
  signal: AbortSignal,
): Promise<Finding> {
  const connection = new RTCPeerConnection({
    iceServers: [{ urls: url, username, credential }],
    iceTransportPolicy: 'relay',
  })
  try {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    let isRefused = false
    signal.addEventListener('abort', () => reject(new MrtcError('REQUEST_ABORTED')), { once: true })
    connection.onicecandidateerror = ({ errorCode }) => {
      if (credentialFaults.has(errorCode)) isRefused = true
    }
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.type === 'relay') resolve()
      // The last one: there are no more.
      if (candidate === null) reject(new MrtcError(isRefused ? 'TURN_UNAUTHORIZED' : 'TURN_UNREACHABLE'))
    }
    connection.createDataChannel('check')
    await connection.setLocalDescription()
    await promise
    return { detail: 'gives a relay' }
  } finally {
    connection.close()
  }
}
