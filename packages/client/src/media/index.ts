/** Media over mediasoup-client: what we send and receive in a room, and how it survives a changing network. */
export { type CreateDevice, createBrowserDevice, deviceLoader } from './load-device.ts'
export type { MediaConnectionState } from './media-connection-state.ts'
export type { MediaContext } from './media-transport.ts'
export type { Publication, PublicationEvents } from './publication.ts'
export type { MediaTracks, PublishOptions, VideoCodec } from './publish-options.ts'
export { RecvMedia, type SubscribeOptions } from './recv-media.ts'
export { SendMedia } from './send-media.ts'
export type { LayerChoice, Subscription, SubscriptionEvents } from './subscription.ts'
