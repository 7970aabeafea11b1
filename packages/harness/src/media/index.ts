/** What cameras and microphones of a measured call deliver: a person who speaks, marked so that every frame and sound can be timed. */
export { audioLoopSeconds, audioSampleRate } from './audio-source.ts'
export { barcodeHeight } from './barcode.ts'
export { microphoneSource, type SourceFile, videoSource } from './cache.ts'
export { chirpEverySeconds, type FoundChirp, findChirps } from './chirp.ts'
export { encodeWav } from './wav.ts'
export { frameBytes, loopFrames, readSourceFrame, type VideoSourcePlan } from './y4m.ts'
