/**
 * WebRTC without a browser: a mediasoup-client device whose transports are werift's ICE and DTLS-SRTP, with our own RTP
 * senders and receivers. Tracks carry encoded media; codecs are in `../codec`. Nothing global is touched.
 */
export { createDevice } from './device.ts'
export type { EncodedFrame } from './encoded-frame.ts'
export { type Ordered, ReorderBuffer } from './reorder-buffer.ts'
export { TimestampUnwrapper } from './sequence.ts'
export { LocalTrack, type LocalTrackEvents, type ReceptionCounts, RemoteTrack } from './tracks.ts'
