/** What a TURN server that gives no relay says (webrtc-pc, RTCPeerConnectionIceErrorEvent). */
export type TurnFault = 'TURN_UNAUTHORIZED' | 'TURN_UNREACHABLE'

/** STUN error codes (RFC 8489, 14.8) that credentials are to blame for: unauthenticated, forbidden, wrong credentials. */
const credentialFaults: ReadonlySet<number> = new Set([401, 403, 441])

/** A server that answers tells more than one that does not. */
export function turnFaultOf(errorCode: number, before?: TurnFault): TurnFault {
  return credentialFaults.has(errorCode) || before === 'TURN_UNAUTHORIZED' ? 'TURN_UNAUTHORIZED' : 'TURN_UNREACHABLE'
}

/** Whether a description has a candidate of a relay (RFC 8839, 5.1). */
export function hasRelay(sdp: string | undefined): boolean {
  return sdp?.includes(' typ relay') ?? false
}
