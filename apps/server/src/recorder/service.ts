/** Recordings of this server: starts and ends captures, has their files made, and knows what became of each. */
import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import {
  type ActiveRecording,
  limits,
  MrtcError,
  type RecordingFile,
  type RecordingInfo,
  type RecordingParameters,
  type Rendering,
  type Watermark,
} from '@mrtc/protocol'
import type { Logger } from 'pino'
import type { ObjectInfo, ObjectRange, Objects } from '../objects/index.ts'
import type { AppIdentity } from '../signaling/contract.ts'
import type { Recordings, StoredRecording } from '../store/index.ts'
import { fetchWatermarkImages } from './capture/watermark-image.ts'
import type { RecorderConfig } from './config.ts'
import type { RecordableRoom, RoomRecorder } from './contract.ts'
import { eventCodeOfFailure, type RecordingNotice, recordingEventCodes, resultOf } from './events.ts'
import { JobQueue } from './jobs/job-queue.ts'
import { RenderFailedError, runRender } from './jobs/render-process.ts'
import { checkFfmpeg } from './render/ffmpeg.ts'
import { RoomRecording } from './room-recording.ts'

const recordIdBytes = 15
/** A crash of the rendering process may be chance; the same one again and again is not. */
const renderAttempts = 3
const msPerHour = 3_600_000
const ownerOnlyFolder = 0o700
const captureFolder = 'capture'

interface RecorderOptions {
  readonly config: RecorderConfig
  /** Where captures are: a folder of the recorder's own. */
  readonly dir: string
  readonly key: Buffer
  readonly recordings: Recordings
  readonly objects: Objects
  readonly log: Logger
}

/** What of a recording is to be read: the n-th of its files. */
export interface FileOfRecording {
  readonly recordId: string
  readonly index: number
}

export class RecorderService implements RoomRecorder {
  /** `told`: what business servers want to hear. */
  readonly events = new EventEmitter<{ told: [RecordingNotice] }>()
  readonly #options: RecorderOptions
  readonly #running = new Map<string, RoomRecording>()
  readonly #renderings: JobQueue
  /** By record id, from 0 to 1. */
  readonly #progress = new Map<string, number>()
  #ffmpeg: Promise<void> | undefined
  /** Recordings that are being set up. */
  #starting = 0
  #isClosed = false
  #cleanUp: () => Promise<void> = async () => {}
  #sweepTimer: NodeJS.Timeout | undefined

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#renderings = new JobQueue(options.config.renderConcurrency)
  }

  /** Finishes what was unfinished when the server ended: what was captured becomes files. */
  async restore(): Promise<void> {
    const { recordings, log } = this.#options
    const unfinished = await recordings.list({ states: ['recording', 'paused', 'rendering'], limit: 10_000 })
    for (const recording of unfinished) {
      log.info({ recordId: recording.recordId, state: recording.state }, 'an unfinished recording is taken up again')
      if (recording.state === 'rendering') this.#render(recording)
      else await this.#ended(recording)
    }
    await this.#sweep()
    this.#sweepTimer = setInterval(() => void this.#sweep(), msPerHour)
    this.#sweepTimer.unref()
  }

  async start(
    room: RecordableRoom,
    { uid, parameters }: { readonly uid: string; readonly parameters: RecordingParameters },
  ): Promise<{ readonly recordId: string }> {
    const { config, dir, key, log } = this.#options
    if (this.#isClosed) throw new MrtcError('SERVER_SHUTTING_DOWN')
    if (this.#running.size + this.#starting >= config.maxRecordings) throw new MrtcError('RECORDING_LIMIT')
    if (this.active(room.roomId).length >= limits.recordingsPerRoom) throw new MrtcError('RECORDING_LIMIT')
    const recordId = randomBytes(recordIdBytes).toString('base64url').replaceAll('-', '_')
    const captureDir = this.#captureDir(recordId)
    this.#starting++
    let recording: RoomRecording | undefined
    try {
      this.#ffmpeg ??= checkFfmpeg(config.ffmpeg)
      await this.#ffmpeg
      await mkdir(captureDir, { recursive: true, mode: ownerOnlyFolder })
      await this.#fetchImages(recordId, parameters.rendering.watermarks)
      recording = new RoomRecording({
        recordId,
        dir: captureDir,
        key,
        room,
        startedBy: uid,
        parameters,
        maxMs: config.maxRecordingHours * msPerHour,
        told: (notice) => this.events.emit('told', { ...notice, recordId, app: room.app, roomId: room.roomId }),
        ended: (ended) => this.#recordingEnded(ended),
        log: log.child({ recordId, roomId: room.roomId }),
      })
      await recording.written()
      await this.#options.recordings.save(stored(recording))
      this.#running.set(recordId, recording)
      recording.begin()
    } catch (error) {
      // The next one tries again.
      this.#ffmpeg = undefined
      log.error({ recordId, dir, err: error }, 'a recording cannot be started')
      await recording?.abandon().catch(() => undefined)
      await rm(captureDir, { recursive: true, force: true }).catch(() => undefined)
      throw error instanceof MrtcError ? error : new MrtcError('RECORDER_UNAVAILABLE', undefined, { cause: error })
    } finally {
      this.#starting--
    }
    this.#tellActive(room)
    // The room went on while the disk was asked.
    if (room.isOpen()) recording.roomChanged()
    else void recording.end('roomEnded')
    return { recordId }
  }

  async stop(roomId: string, recordId: string): Promise<void> {
    const running = this.#running.get(recordId)
    if (running?.room.roomId === roomId) return running.end('stopped')
    await this.#known(recordId, (recording) => recording.roomId === roomId)
  }

  async pause(roomId: string, recordId: string): Promise<void> {
    await this.#change(roomId, recordId, (recording) => recording.pause())
  }

  async resume(roomId: string, recordId: string): Promise<void> {
    await this.#change(roomId, recordId, (recording) => recording.resume())
  }

  async setWatermarks(roomId: string, recordId: string, watermarks: readonly Watermark[]): Promise<void> {
    if (this.#running.get(recordId)?.room.roomId === roomId) await this.#fetchImages(recordId, watermarks)
    await this.#change(roomId, recordId, (recording) => recording.setWatermarks(watermarks))
  }

  async info(app: AppIdentity, recordId: string, roomId?: string): Promise<RecordingInfo> {
    const isAsked = (recording: StoredRecording) =>
      isOf(recording, app) && (roomId === undefined || recording.roomId === roomId)
    return infoOf(await this.#known(recordId, isAsked))
  }

  active(roomId: string): readonly ActiveRecording[] {
    return [...this.#running.values()]
      .filter(({ room }) => room.roomId === roomId)
      .flatMap(({ active }) => active ?? [])
  }

  roomChanged(roomId: string): void {
    for (const recording of this.#ofRoom(roomId)) recording.roomChanged()
  }

  roomEnded(roomId: string): void {
    for (const recording of this.#ofRoom(roomId)) void recording.end('roomEnded')
  }

  /** Where captures are, one folder each: for inspection, and for tests of what a broken disk does. */
  get folder(): string {
    return this.#options.dir
  }

  /** From 0 to 1 while its files are being made. */
  progressOf(recordId: string): number | undefined {
    return this.#progress.get(recordId)
  }

  /** Its n-th file, or a range of it. @throws MrtcError RECORDING_NOT_FOUND; RangeError */
  async openFile(
    { recordId, index }: FileOfRecording,
    range?: ObjectRange,
  ): Promise<ObjectInfo & { readonly body: Readable; readonly file: RecordingFile }> {
    const file = (await this.#known(recordId)).files[index]
    if (!file) throw new MrtcError('RECORDING_NOT_FOUND')
    return { ...(await this.#options.objects.get(file.path, range)), file }
  }

  /**
   * Makes the files again, with another layout for example.
   * @throws MrtcError RECORDING_NOT_FOUND, RECORDING_STATE_INVALID when it is not over, or what was captured is not kept
   */
  async renderAgain(recordId: string, rendering: Rendering): Promise<void> {
    const recording = await this.#known(recordId)
    if (recording.state !== 'ready' && recording.state !== 'failed') throw new MrtcError('RECORDING_STATE_INVALID')
    const isKept = await stat(this.#captureDir(recordId)).catch(() => undefined)
    if (!isKept) throw new MrtcError('RECORDING_STATE_INVALID', 'What was captured is not kept any more.')
    await this.#fetchImages(recordId, rendering.watermarks)
    if (!existsSync(this.#captureDir(recordId))) {
      throw new MrtcError(
        'RECORDING_STATE_INVALID',
        'What was captured is not kept any more: the files stay as they are.',
      )
    }
    const parameters = { ...recording.parameters, rendering }
    this.#render(await this.#save({ ...recording, parameters, state: 'rendering', failure: null }))
  }

  /** Ends it if it runs, and forgets it with its files. @throws MrtcError RECORDING_NOT_FOUND */
  async delete(recordId: string): Promise<void> {
    await this.#running.get(recordId)?.end('stopped')
    await this.#renderings.cancel(recordId)
    const { files } = await this.#known(recordId)
    // It is forgotten last: what fails in between can be done again.
    for (const { path } of files) await this.#options.objects.delete(path)
    await rm(this.#folder(recordId), { recursive: true, force: true })
    await this.#options.recordings.delete(recordId)
  }

  /** Called at the end of {@link close}. */
  onClosed(cleanUp: () => Promise<void>): void {
    this.#cleanUp = cleanUp
  }

  /** Ends captures and renderings: what is not finished is taken up at the next start. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#sweepTimer)
    await Promise.all([...this.#running.values()].map((recording) => recording.end('serverStopped')))
    await this.#renderings.close()
    await this.#cleanUp()
  }

  async #change(roomId: string, recordId: string, act: (recording: RoomRecording) => void): Promise<void> {
    const recording = this.#running.get(recordId)
    if (recording?.room.roomId !== roomId) {
      await this.#known(recordId, (known) => known.roomId === roomId)
      throw new MrtcError('RECORDING_STATE_INVALID', 'The recording is over.')
    }
    act(recording)
    await this.#save(stored(recording))
    this.#tellActive(recording.room)
  }

  /** @throws MrtcError RECORDING_NOT_FOUND, also when it is not the caller's business */
  async #known(
    recordId: string,
    isAllowed: (recording: StoredRecording) => boolean = () => true,
  ): Promise<StoredRecording> {
    const recording = await this.#options.recordings.get(recordId)
    if (recording && isAllowed(recording)) return recording
    throw new MrtcError('RECORDING_NOT_FOUND', undefined, { field: 'recordId' })
  }

  #fetchImages(recordId: string, watermarks: readonly Watermark[]): Promise<void> {
    const { allowPrivateNetworks } = this.#options.config
    return fetchWatermarkImages(watermarks, { dir: this.#captureDir(recordId), allowPrivateNetworks })
  }

  #ofRoom(roomId: string): RoomRecording[] {
    return [...this.#running.values()].filter(({ room }) => room.roomId === roomId)
  }

  #tellActive(room: RecordableRoom): void {
    const recordings = [...this.active(room.roomId)]
    room.tell({ name: 'room.recordingsChanged', payload: { recordings } })
  }

  async #recordingEnded(recording: RoomRecording): Promise<void> {
    this.#running.delete(recording.recordId)
    this.#tellActive(recording.room)
    await this.#ended(stored(recording))
  }

  async #ended(recording: StoredRecording): Promise<void> {
    const { recordId, failure } = recording
    this.#tell(recording, { eventCode: recordingEventCodes.ended })
    const saved = await this.#save({ ...recording, state: 'rendering', endedAt: recording.endedAt ?? new Date() })
    if (failure === null) this.#render(saved)
    else await this.#failed(saved)
    this.#options.log.info({ recordId, failure }, 'a recording ended')
  }

  #render(recording: StoredRecording): void {
    this.#renderings.add(recording.recordId, (signal) => this.#renderNow(recording, signal))
  }

  async #renderNow(recording: StoredRecording, signal: AbortSignal): Promise<void> {
    const { recordId } = recording
    const log = this.#options.log.child({ recordId })
    try {
      const files = await this.#makeFiles(recording, signal)
      for (const { path } of recording.files) {
        if (!files.some((file) => file.path === path)) await this.#options.objects.delete(path)
      }
      const ready = await this.#save({ ...recording, state: 'ready', files, failure: null })
      for (const file of files)
        this.#tell(ready, { eventCode: recordingEventCodes.result, recordResult: resultOf(file) })
      log.info({ files: files.length }, 'the files of a recording are ready')
    } catch (error) {
      if (signal.aborted) return
      log.error({ err: error }, 'the files of a recording could not be made')
      const eventCode = codeOf(error)
      const failure = error instanceof Error ? error.message : String(error)
      if (eventCode !== undefined) this.#tell(recording, { eventCode, message: failure })
      await this.#failed({ ...recording, failure }).catch((saving: unknown) =>
        log.error({ err: saving }, 'what became of a recording could not be saved'),
      )
    } finally {
      this.#progress.delete(recordId)
    }
  }

  async #failed(recording: StoredRecording): Promise<void> {
    const failed = await this.#save({ ...recording, state: 'failed' })
    this.#tell(failed, { eventCode: recordingEventCodes.result, recordResult: { status: 3 } })
  }

  async #makeFiles(recording: StoredRecording, signal: AbortSignal): Promise<RecordingFile[]> {
    const { recordId, parameters } = recording
    const outputDir = await mkdtemp(join(this.#folder(recordId), 'render-'))
    const files: RecordingFile[] = []
    try {
      const order = {
        captureDir: this.#captureDir(recordId),
        outputDir,
        key: this.#options.key.toString('base64'),
        ffmpeg: this.#options.config.ffmpeg,
        rendering: parameters.rendering,
      }
      const rendered = await retried(renderAttempts, () =>
        runRender({ order, signal, onProgress: (share) => this.#progress.set(recordId, share) }),
      )
      for (const file of rendered) {
        const path = `recordings/${recordId}/${basename(file.path)}`
        const { sizeBytes } = await this.#options.objects.put(path, createReadStream(file.path), { signal })
        files.push({ ...file, path, sizeBytes })
      }
      return files
    } catch (error) {
      // Nobody knows of those that are stored already, unless they took the place of earlier ones.
      for (const { path } of files) {
        if (!recording.files.some((file) => file.path === path)) await this.#options.objects.delete(path)
      }
      throw error
    } finally {
      await rm(outputDir, { recursive: true, force: true })
    }
  }

  /** Captures whose files were made long enough ago go. */
  async #sweep(): Promise<void> {
    const { recordings, config, log } = this.#options
    const before = new Date(Date.now() - config.captureRetentionHours * msPerHour)
    try {
      // Older ones went at an earlier time.
      const done = await recordings.list({ states: ['ready', 'failed'], startedBefore: before, limit: 1_000 })
      for (const { recordId, endedAt } of done) {
        if (endedAt && endedAt < before) await rm(this.#folder(recordId), { recursive: true, force: true })
      }
    } catch (error) {
      log.warn({ err: error }, 'old captures could not be removed')
    }
  }

  #tell(recording: StoredRecording, notice: Pick<RecordingNotice, 'eventCode' | 'message' | 'recordResult'>): void {
    const { recordId, roomId, bizName, appId, workspaceId } = recording
    this.events.emit('told', { ...notice, recordId, roomId, app: { bizName, appId, workspaceId }, at: Date.now() })
  }

  async #save(recording: StoredRecording): Promise<StoredRecording> {
    await this.#options.recordings.save(recording)
    return recording
  }

  #folder(recordId: string): string {
    return join(this.#options.dir, recordId)
  }

  #captureDir(recordId: string): string {
    return join(this.#folder(recordId), captureFolder)
  }
}

function stored(recording: RoomRecording): StoredRecording {
  const { recordId, room, startedBy, parameters, startedAt, state, failure } = recording
  const { bizName, appId, workspaceId } = room.app
  return {
    ...{ recordId, roomId: room.roomId, bizName, appId, workspaceId, startedBy, parameters, startedAt },
    ...{ state, endedAt: recording.endedAt ?? null, files: [], failure: failure ?? null },
  }
}

function infoOf({ recordId, roomId, state, files, failure }: StoredRecording): RecordingInfo {
  return { recordId, roomId, state, files: [...files], ...(failure === null ? {} : { failure }) }
}

function isOf(recording: StoredRecording, { bizName, appId, workspaceId }: AppIdentity): boolean {
  return recording.bizName === bizName && recording.appId === appId && recording.workspaceId === workspaceId
}

async function retried<T>(attempts: number, act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      const isChance = error instanceof RenderFailedError && error.failure === 'crashed'
      if (!isChance || attempt >= attempts) throw error
    }
  }
}

function codeOf(error: unknown): RecordingNotice['eventCode'] | undefined {
  if (!(error instanceof RenderFailedError)) return recordingEventCodes.storingFailed
  return error.failure === 'crashed' ? recordingEventCodes.processCrashed : eventCodeOfFailure[error.failure]
}
