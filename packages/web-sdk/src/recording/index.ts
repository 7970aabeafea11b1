/**
 * Browser recording (guide 6.3.2, StartBrowserRecord and its siblings): up to four streams drawn beside each other, their
 * sound mixed, written as a file that plays and can be sought in. Begin with `startRecording(options)`; what it gives has
 * `pause`, `resume`, `setStreams`, `setWatermarks`, `stop` (the file) and the event `sliced`. Drawing, encoding and writing
 * run in a worker, which browsers do not slow down while the tab is in the background.
 */
export { type RecordingCodec, recordingCodecs } from './formats.ts'
export {
  maxRecordedStreams,
  type RecordedKind,
  type RecordedStream,
  type RecordingOptions,
  type RecordingSize,
  recordingSizes,
  type Watermark,
} from './options.ts'
export { type RecordedFile, Recording, type RecordingEvents, type RecordingState, startRecording } from './recording.ts'
