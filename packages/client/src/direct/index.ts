/**
 * Media straight from page to page while two are in a room (guide: engine 2), beside the server's path: that one stands
 * all the time and carries what the direct one does not, so that applications see a gap at most.
 */
export { DirectMedia, type DirectMediaOptions } from './direct-media.ts'
export { eligiblePeer } from './eligible-peer.ts'
export type { RouteView } from './route-view.ts'
