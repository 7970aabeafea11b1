/**
 * Audio as RED (RFC 2198) in browsers: a transform makes it of what the encoder gives; browsers of libwebrtc split it
 * themselves, others open it in a transform before their decoder; the rest announces no RED and gets plain Opus.
 */
export { isRedTrack, type RedMaker, type RedTrack } from './red-maker.ts'
export { type RedCodecs, redCodecsOf, sentAsRed } from './red-parameters.ts'
export { RedReception } from './red-reception.ts'
export { RedWorker } from './red-worker.ts'
