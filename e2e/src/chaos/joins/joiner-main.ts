/** Joins from a host of the lab: is told whom as over IPC, and answers how long each step took. Ends with its parent. */
import { setTimeout as delay } from 'node:timers/promises'
import { BotCall, monoPcm } from '@mrtc/bot'
import type { Identity, RoomAddress } from '../../page/api.ts'

export interface JoinTask {
  readonly url: string
  readonly identity: Identity
  /** Without it a room is created. */
  readonly room?: RoomAddress
  /** How long after it was told it begins. */
  readonly afterMs: number
  /** Whether it sends sound once it is in the room. */
  readonly sends: boolean
  /** How many texts it then writes, one each half second. */
  readonly texts: number
}

/** Times since the beginning, in milliseconds; absent: it did not come to that. */
export interface JoinReport {
  readonly uid: string
  readonly connectedMs?: number
  readonly joinedMs?: number
  /** Sound is sent: transports are there, ICE and DTLS are through. */
  readonly sendingMs?: number
  /** How long each text took to be answered; null where it failed, as undefined does not survive the way. */
  readonly textMs?: readonly (number | null)[]
  /** The error code of the step that failed. */
  readonly failure?: string
  readonly room?: RoomAddress
}

const textsApartMs = 500
const calls: BotCall[] = []

async function write(call: BotCall, index: number): Promise<number | null> {
  await delay(index * textsApartMs)
  const beganAt = performance.now()
  return call.room.sendText(`${index}`).then(
    () => Math.round(performance.now() - beganAt),
    () => null,
  )
}

async function join({ url, identity, room, sends, texts }: JoinTask): Promise<JoinReport> {
  const beganAt = performance.now()
  const sinceMs = () => Math.round(performance.now() - beganAt)
  const report: { -readonly [K in keyof JoinReport]: JoinReport[K] } = { uid: identity.uid }
  try {
    const call = await BotCall.join({
      url,
      ...identity,
      ...(room ? { room } : {}),
      autoSubscribe: false,
      onConnectionState: ({ state }) => {
        if (state === 'open') report.connectedMs ??= sinceMs()
      },
    })
    report.joinedMs = sinceMs()
    report.room = { roomId: call.room.roomId, rtoken: call.room.rtoken }
    calls.push(call)
    report.textMs = await Promise.all(Array.from({ length: texts }, (_, index) => write(call, index)))
    if (!sends) return report
    await call.publish({ audio: monoPcm })
    report.sendingMs = sinceMs()
  } catch (error) {
    report.failure = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
  return report
}

process.on('message', (task: JoinTask) => {
  setTimeout(() => void join(task).then((report) => process.send?.(report)), task.afterMs)
})
process.once('disconnect', () => process.exit())
