/**
 * What the server does for receivers whose downlink is too small: mediasoup picks among the layers of a feed, but sends
 * a feed of one layer whatever gets through, and what is lost again and again. Here the estimate of each downlink is
 * watched and shared out among the pictures; sound comes first. Decisions are pure
 * (`downlink-condition`, `share-out`).
 */
export { DownlinkWatch, type VideoLimits } from './downlink-watch.ts'
