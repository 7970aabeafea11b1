import type { types as ms } from 'mediasoup-client'

/** @returns undefined where there is no such peer connection: in Node, or in other browsers */
export function peerConnectionOf({ handler }: ms.Transport): RTCPeerConnection | undefined {
  // mediasoup-client has no door to it.
  const connection = '_pc' in handler ? handler._pc : undefined
  return isPeerConnection(connection) ? connection : undefined
}

/** By what it can do: one that was made in another frame is no instance of our class. */
function isPeerConnection(value: unknown): value is RTCPeerConnection {
  return typeof value === 'object' && value !== null && 'setRemoteDescription' in value
}

/** Passes every remote description through `rewrite` from now on. */
export function rewriteRemoteDescriptions(connection: RTCPeerConnection, rewrite: (sdp: string) => string): void {
  const setRemoteDescription = connection.setRemoteDescription.bind(connection)
  connection.setRemoteDescription = (description: RTCSessionDescriptionInit) =>
    setRemoteDescription({ ...description, sdp: rewrite(description.sdp ?? '') })
}
