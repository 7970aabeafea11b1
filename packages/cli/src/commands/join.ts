import { setTimeout as sleep } from 'node:timers/promises'
import { BotCall, monoPcm, testSource } from '@mrtc/bot'
import type { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import type { Shell } from '../shell.ts'
import { whole } from './arguments.ts'

const picture = { width: 640, height: 360, framesPerSecond: 15 }
const toneHertz = 220
const secondMs = 1_000
const dayS = 86_400

interface Joining {
  readonly uid: string
  readonly room?: string
  readonly token?: string
  readonly publish: boolean
  readonly seconds?: number
}

export function addJoin(program: Command, shell: Shell): void {
  program
    .command('join')
    .description('join a room as a participant without a person, until Ctrl-C; npm run bot has more to choose from')
    .argument('<bizName>')
    .option('--uid <uid>', 'who joins', 'mrtc_bot')
    .option('--room <roomId>', 'this room, with its --token; a new one without it')
    .option('--token <rtoken>', 'token of the room')
    .option('--no-publish', 'send no test picture and sound')
    .option('--seconds <n>', 'leave after so many seconds', whole(1, dayS))
    .action(async (bizName: string, joining: Joining) => join(bizName, joining, shell))
}

async function join(bizName: string, { uid, room, token, publish, seconds }: Joining, shell: Shell): Promise<void> {
  if ((room === undefined) !== (token === undefined)) throw new CliError('Give --room and --token, or neither.')
  const { signal } = shell.terminal
  const api = await shell.api()
  const signed = await api.createSignature({ path: { bizName }, body: { uid, validity: '24h' } })
  const call = await BotCall.join({
    url: signed.serverUrl,
    uid,
    bizName,
    appId: signed.appId,
    workspaceId: signed.workspaceId,
    sign: signed.signature,
    ...(room === undefined || token === undefined ? {} : { room: { roomId: room, rtoken: token } }),
    autoSubscribe: false,
    signal,
  })
  const over = new AbortController()
  call.on('closed', () => over.abort())
  try {
    const { roomId, rtoken } = call.room
    shell.done(`${uid} is in ${roomId}; others join with --room ${roomId} --token ${rtoken}`, { uid, roomId, rtoken })
    if (publish) await call.play(testSource({ audio: monoPcm, video: picture, toneHertz }), { loop: true })
    const waitMs = (seconds ?? dayS) * secondMs
    // Ctrl-C and the end of the room are how the wait ends early.
    await sleep(waitMs, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(() => undefined)
  } finally {
    await call.close()
  }
  shell.terminal.note(over.signal.aborted && !signal.aborted ? 'the room is over' : 'left the room')
}
