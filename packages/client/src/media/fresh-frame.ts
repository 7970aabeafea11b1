/**
 * Peer connections that know the networks of now. Chromium tells a page of a new address only two seconds after it
 * came (net::NetworkChangeNotifier waits for changes to settle), and until then no ICE restart of that page gathers it;
 * on Linux we measured exactly that. A frame asks for the list of networks when it makes its first connection, and
 * gets the one of now.
 */
import type { types as ms } from 'mediasoup-client'

/** Whether frames help here: in pages of Chromium. */
export function hasFreshFrames(device: ms.Device): boolean {
  return typeof document !== 'undefined' && device.handlerName.startsWith('Chrome')
}

export interface FreshlyMade<T> {
  readonly made: T
  /** Takes the frame away, and with it every connection that was made in it. */
  readonly remove: () => void
}

/** Lets `make` make its connections in a new frame. It has to make them at once, not later. */
export function inFreshFrame<T>(make: () => T): FreshlyMade<T> {
  const frame = document.createElement('iframe')
  frame.hidden = true
  document.documentElement.append(frame)
  const remove = () => frame.remove()
  // Its window is one like ours, which the DOM's types do not say.
  const inner = frame.contentWindow as (Window & { RTCPeerConnection?: typeof RTCPeerConnection }) | null
  const own = globalThis.RTCPeerConnection
  try {
    // mediasoup-client takes the class from the global object and from nowhere else.
    globalThis.RTCPeerConnection = inner?.RTCPeerConnection ?? own
    return { made: make(), remove }
  } catch (error) {
    remove()
    throw error
  } finally {
    globalThis.RTCPeerConnection = own
  }
}
