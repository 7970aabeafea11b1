import { Emitter } from '@mrtc/client'
import type { RecordedFile, RecordedStream, RecordingEvents, RecordingOptions } from '../../recording/index.ts'
import type { RecordingPort } from '../ports.ts'

/** A recording of nothing, that says what it was asked. */
export class FakeRecording extends Emitter<RecordingEvents> implements RecordingPort {
  readonly options: RecordingOptions
  streams: readonly RecordedStream[]
  state: RecordingPort['state'] = 'recording'

  constructor(options: RecordingOptions) {
    super()
    this.options = options
    this.streams = options.streams
  }

  async pause(): Promise<void> {
    this.state = 'paused'
  }

  async resume(): Promise<void> {
    this.state = 'recording'
  }

  setStreams(streams: readonly RecordedStream[]): void {
    this.streams = streams
  }

  async stop(): Promise<RecordedFile> {
    this.state = 'stopped'
    return { blob: new Blob(['recorded']), durationMs: 1_000, extension: '.webm' }
  }

  async close(): Promise<void> {
    this.state = 'stopped'
  }
}
