/** What no call can do without; whether camera and microphone may be used is found out in the lobby. */
export const supportsCalls = (): boolean =>
  typeof RTCPeerConnection === 'function' &&
  typeof WebSocket === 'function' &&
  'addTransceiver' in RTCPeerConnection.prototype
