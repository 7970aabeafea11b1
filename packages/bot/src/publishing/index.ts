/** The way of our own media out: encoding, pacing, and answering the network's wishes. */
export { AudioPublisher } from './audio-publisher.ts'
export { type Clock, playSource, type SourcePlayerOptions } from './source-player.ts'
export { SpeechQueue } from './speech-queue.ts'
export { Ticker } from './ticker.ts'
export { VideoPublisher, type VideoPublisherEvents, type VideoPublisherOptions } from './video-publisher.ts'
