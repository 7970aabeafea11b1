/** Waits for the files of a recording, and saves them where they can be looked at. */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { CallClient } from '@mrtc/client'
import type { RecordingInfo } from '@mrtc/protocol'
import type { RunningServer } from '@mrtc/server'
import { waitFor } from '../support/wait.ts'

/** A busy machine makes files slowly, one after the other. */
const renderTimeoutMs = 90_000

/** @throws Error with the reason when it failed */
export async function finished(client: Pick<CallClient, 'recording'>, recordId: string): Promise<RecordingInfo> {
  return waitFor(
    async () => {
      const info = await client.recording(recordId)
      if (info.state === 'failed') throw new Error(info.failure)
      return info.state === 'ready' && info
    },
    { what: 'the files', timeoutMs: renderTimeoutMs },
  )
}

export interface SaveOptions {
  readonly server: RunningServer
  readonly dir: string
  readonly recordId: string
  /** @default 0 */
  readonly index?: number
}

/** @returns the path of the n-th file */
export async function saved({ server, dir, recordId, index = 0 }: SaveOptions): Promise<string> {
  const { body, file } = await server.recorder.openFile({ recordId, index })
  const path = join(dir, `${recordId}-${index}.${file.format}`)
  await pipeline(body, createWriteStream(path))
  return path
}
