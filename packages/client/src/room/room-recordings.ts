import type {
  ActiveRecording,
  RecordingInfo,
  RecordingOptions,
  RecordingParameters,
  RequestResult,
  Watermark,
} from '@mrtc/protocol'
import type { RequestFunction } from '../session/index.ts'

/** Recording of the room by the server. Everyone in it knows which recordings run. */
export class RoomRecordings {
  readonly #roomId: string
  readonly #request: RequestFunction
  #active: readonly ActiveRecording[] = []

  /** @internal */
  constructor(roomId: string, request: RequestFunction) {
    this.#roomId = roomId
    this.#request = request
  }

  /** Those that run now, whoever started them; `recordingsChanged` tells of each change. */
  get active(): readonly ActiveRecording[] {
    return this.#active
  }

  /**
   * Begins to record. `recordingStarted` or `recordingFailed` tells what became of it, `recordingEnded` when it is over;
   * its files are made then, see {@link get}.
   * @throws MrtcError PARAMETER_INVALID, RECORDING_LIMIT, RECORDER_UNAVAILABLE, NOT_IN_ROOM
   */
  async start(
    options: RecordingOptions = {},
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<{ recordId: string }> {
    // What is left out the server fills in: schemas are not for browsers.
    return this.#request('recording.start', { parameters: options as RecordingParameters }, { signal })
  }

  /** Of no effect on one that is over. @throws MrtcError RECORDING_NOT_FOUND, NOT_IN_ROOM */
  async stop(recordId: string): Promise<void> {
    await this.#request('recording.stop', { recordId })
  }

  /** Nothing is kept until {@link resume}. @throws MrtcError RECORDING_NOT_FOUND, RECORDING_STATE_INVALID, NOT_IN_ROOM */
  async pause(recordId: string): Promise<void> {
    await this.#request('recording.pause', { recordId })
  }

  /** @throws MrtcError RECORDING_NOT_FOUND, RECORDING_STATE_INVALID, NOT_IN_ROOM */
  async resume(recordId: string): Promise<void> {
    await this.#request('recording.resume', { recordId })
  }

  /** In place of those before, from now on. @throws MrtcError RECORDING_NOT_FOUND, RECORDING_STATE_INVALID, NOT_IN_ROOM */
  async setWatermarks(recordId: string, watermarks: readonly Watermark[]): Promise<void> {
    await this.#request('recording.setWatermarks', { recordId, watermarks: [...watermarks] })
  }

  /** What became of one of this room. After the call `CallClient.recording` asks. @throws MrtcError RECORDING_NOT_FOUND */
  async get(recordId: string): Promise<RecordingInfo> {
    const { recording }: RequestResult<'recording.get'> = await this.#request('recording.get', {
      recordId,
      roomId: this.#roomId,
    })
    return recording
  }

  /** @internal The server told. */
  changed(active: readonly ActiveRecording[]): void {
    this.#active = active
  }
}
