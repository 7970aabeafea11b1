import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { type components, eachItem } from '@mrtc/api-client'
import type { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { type Columns, firstOf, type Shell } from '../shell.ts'
import { listLengthMax, whole } from './arguments.ts'
import { addListing } from './listing.ts'

type Recording = components['schemas']['Recording']

const states = ['recording', 'paused', 'rendering', 'ready', 'failed'] as const
const megabyte = 1_000_000

const columns: Columns<Recording> = {
  recordId: ({ recordId }) => recordId,
  app: ({ bizName }) => bizName,
  roomId: ({ roomId }) => roomId,
  state: ({ state }) => state,
  files: ({ files }) => files.length,
  MB: ({ files }) => (files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / megabyte).toFixed(1),
  started: ({ startedAt }) => startedAt,
  ended: ({ endedAt }) => endedAt,
  failure: ({ failure }) => failure,
}

export function addRecordings(program: Command, shell: Shell): void {
  const record = program.command('record').description('recordings of rooms')
  addListing(record, {
    room: 'of this room',
    states,
    state: 'in this state',
    list: async (query, limit) => {
      const api = await shell.api()
      shell.list(await firstOf(eachItem(api.listRecordings, { query }), limit), columns, 'no recordings')
    },
  })
  record
    .command('start')
    .description('record a room until it is stopped or the room ends')
    .argument('<roomId>')
    .option('--name <name>', 'of its files')
    .action(async (roomId: string, { name }: { name?: string }) => {
      const api = await shell.api()
      const body = name === undefined ? {} : { name }
      shell.one(await api.startRecording({ path: { roomId }, body }), columns)
    })
  for (const [verb, operation] of [
    ['stop', 'stopRecording'],
    ['pause', 'pauseRecording'],
    ['resume', 'resumeRecording'],
    ['show', 'getRecording'],
  ] as const) {
    record
      .command(verb)
      .argument('<recordId>')
      .action(async (recordId: string) => {
        const api = await shell.api()
        shell.one(await api[operation]({ path: { recordId } }), columns)
      })
  }
  record
    .command('delete')
    .description('remove it and its files')
    .argument('<recordId>')
    .action(async (recordId: string) => {
      const api = await shell.api()
      await api.deleteRecording({ path: { recordId } })
      shell.done(`${recordId} is deleted`)
    })
  record
    .command('download')
    .description('save a file of it')
    .argument('<recordId>')
    .option('--file <index>', 'which of its files', whole(0, listLengthMax), 0)
    .option('--out <path>', 'where to; the name that it has on the server without it')
    .action(async (recordId: string, { file, out }: { file: number; out?: string }) => {
      const api = await shell.api()
      const { files, state } = await api.getRecording({ path: { recordId } })
      const found = files.find(({ index }) => index === file)
      if (!found) throw new CliError(`${recordId} is ${state} and has no file ${file}: it has ${files.length}.`)
      const { signal } = shell.terminal
      const response = await api.getRecordingFile({ path: { recordId, index: file }, signal })
      const path = out ?? basename(found.name)
      await save(response, path, signal)
      shell.done(`${path}: ${(found.sizeBytes / megabyte).toFixed(1)} MB`, { path, sizeBytes: found.sizeBytes })
    })
}

/** Nothing that is there is overwritten, and no half of a file is left. */
async function save(response: Response, path: string, signal: AbortSignal): Promise<void> {
  if (!response.body) throw new CliError('The server sent an empty file.')
  const file = createWriteStream(path, { flags: 'wx' })
  try {
    await pipeline(Readable.fromWeb(response.body as ReadableStream), file, { signal })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new CliError(`${path} exists already: name another file with --out.`)
    }
    await rm(path, { force: true })
    throw error
  }
}
