/**
 * Files that are played into rooms (guide 6.3.2, StartVod): fetched by us, never by FFmpeg, which reads nothing but the
 * file that we hand it and sends its sound and picture to the room's media as plain RTP. FFmpeg ends with the playback,
 * the room, and this server, also when that is killed.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '../config/index.ts'
import { VodService } from './service.ts'

export type { PlaybackEnd, PlaybackSource, VodPlayer } from './contract.ts'
export { VodService } from './service.ts'

const folderName = 'vod'

export function createVod({
  config,
  log,
}: {
  readonly config: Pick<Config, 'vod' | 'data'>
  readonly log: Logger
}): VodService {
  const { dir, ephemeral } = config.data
  return new VodService({ config: config.vod, folder: ephemeral ? tmpdir() : join(dir, folderName), log })
}
