/**
 * Recording on the server. Capture and rendering are two things: `capture` writes the packets of a room's feeds as they
 * came, with a journal of what happened, in a form that outlives a crash; `render` makes files of that with FFmpeg, in a
 * process of its own, and can do so again. `service.ts` keeps both together with the store.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '../config/index.ts'
import type { Objects } from '../objects/index.ts'
import type { Store } from '../store/index.ts'
import { segmentKeyBytes } from './capture/segment-format.ts'
import { RecorderService } from './service.ts'

export type { RecordableFeed, RecordableRoom, RoomRecorder } from './contract.ts'
export { type RecordingNotice, type RecordResult, recordingEventCodes } from './events.ts'
export type { RecorderService } from './service.ts'

const keyName = 'recordings.key'
const folder = 'recordings'
const ownerOnlyFolder = 0o700

/** `restore` it when those who want to hear of recordings listen. Close it after the calls, before the store. */
export async function openRecorder(options: {
  readonly config: Config['recorder']
  readonly data: Config['data']
  readonly store: Pick<Store, 'recordings' | 'secret'>
  readonly objects: Objects
  readonly log: Logger
}): Promise<RecorderService> {
  const { config, data, store, objects, log } = options
  const dir = data.ephemeral ? await mkdtemp(join(tmpdir(), 'mrtc-recordings-')) : join(data.dir, folder)
  await mkdir(dir, { recursive: true, mode: ownerOnlyFolder })
  const key = Buffer.from(await store.secret(keyName, segmentKeyBytes), 'base64url')
  const service = new RecorderService({ config, dir, key, recordings: store.recordings, objects, log })
  if (data.ephemeral) service.onClosed(() => rm(dir, { recursive: true, force: true }))
  return service
}
