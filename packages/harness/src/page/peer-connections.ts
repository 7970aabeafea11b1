/** Notes when the first media connection came up, without a hook in the client: by the page's RTCPeerConnection. */
import { nowMs } from './clock.ts'

export interface ConnectionTimes {
  iceConnectedAt: number | null
  dtlsConnectedAt: number | null
}

/** To be called before the client makes a connection. */
export function watchPeerConnections(times: ConnectionTimes): void {
  const Original = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      this.addEventListener('iceconnectionstatechange', () => {
        if (this.iceConnectionState === 'connected' || this.iceConnectionState === 'completed') {
          times.iceConnectedAt ??= nowMs()
        }
      })
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState === 'connected') times.dtlsConnectedAt ??= nowMs()
      })
    }
  }
}
