/** A run: clients come and go, while the server and the business server that it tells are killed at random. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CallClient, type Room } from '@mrtc/client'
import { logInAsOwner } from '../support/console-client.ts'
import { between, type Random, seeded } from '../support/random.ts'
import { ServerProgram } from '../support/server-program.ts'
import { waitFor } from '../support/wait.ts'
import { ReceiverProgram } from './receiver-program.ts'
import { judge, type KnownRoom, type Verdict } from './verdict.ts'

export interface WebhooksProofOptions {
  /** How many the clients have to bring about. */
  readonly events: number
  readonly seed: number
  readonly onProgress?: (done: number) => void
}

export interface WebhooksProofResult extends Verdict {
  readonly serverKills: number
  readonly receiverKills: number
  readonly durationMs: number
}

const strands = 6
const peoplePerRoom = { min: 1, max: 4 } as const
const stayMs = { min: 0, max: 400 } as const
const serverKillEveryMs = { min: 4_000, max: 9_000 } as const
const receiverKillEveryMs = { min: 2_000, max: 5_000 } as const
const receiverAwayMs = { min: 100, max: 1_500 } as const
/** Places of people who never came back are kept for this long. */
const graceMs = 5_000
/** After the last call: longer than places are kept and attempts are apart by then. */
const settleTimeoutMs = 240_000
const settledMs = 2_000
/** A server that was killed needs a while to come back, on a busy machine more. */
const connectTimeoutMs = 120_000

const serverSettings = {
  MRTC_MEDIA_WORKER_COUNT: '1',
  MRTC_WEBHOOKS_ALLOW_PRIVATE_NETWORKS: 'true',
  MRTC_ROOMS_RETURN_GRACE_MS: String(graceMs),
  MRTC_SIGNALING_SESSION_TTL_MS: String(graceMs),
  MRTC_SIGNALING_CONNECTIONS_PER_SECOND: '100000',
  MRTC_SIGNALING_CONNECTION_BURST: '100000',
  MRTC_LOG_LEVEL: 'error',
}

/** Reproducible in what clients do; what it meets is up to the machine. */
export async function proveWebhooks({ events, seed, onProgress }: WebhooksProofOptions): Promise<WebhooksProofResult> {
  const startedAt = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'mrtc-webhooks-proof-'))
  try {
    await using receiver = await ReceiverProgram.reserve(join(folder, 'received.jsonl'))
    await using server = await ServerProgram.start(serverSettings)
    await receiver.start(await subscribe(server, receiver.url))

    const rooms: KnownRoom[] = []
    const done = () => rooms.reduce((sum, { uids }) => sum + 2 + 2 * uids.length, 0)
    const over = new AbortController()
    const kills = [
      nowAndThen(serverKillEveryMs, seeded(seed + 1), over.signal, async () => {
        await server.end('SIGKILL')
        await server.start()
      }),
      nowAndThen(receiverKillEveryMs, seeded(seed + 2), over.signal, async (random) => {
        await receiver.kill()
        await delay(between(random, receiverAwayMs.min, receiverAwayMs.max))
        await receiver.start()
      }),
    ]
    const random = seeded(seed)
    let calls = 0
    const strand = async () => {
      while (done() < events) {
        calls += 1
        const room = await makeCall(server, { call: calls, random })
        if (room) rooms.push(room)
        onProgress?.(done())
      }
    }
    await Promise.all(Array.from({ length: strands }, strand))
    over.abort()
    const [serverKills = 0, receiverKills = 0] = await Promise.all(kills)

    const isWhole = async () => {
      const verdict = judge(rooms, await receiver.received())
      return verdict.lost === 0
    }
    // What is missing after that shows in the verdict.
    await waitFor(isWhole, { what: 'all webhooks', timeoutMs: settleTimeoutMs }).catch(() => {})
    await delay(settledMs)
    const verdict = judge(rooms, await receiver.received())
    return { ...verdict, serverKills, receiverKills, durationMs: performance.now() - startedAt }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Sets the address for room states in the demo app. @returns the secret that webhooks are signed with */
async function subscribe(server: ServerProgram, callbackUrl: string): Promise<string> {
  const owner = await logInAsOwner(server.platform.httpUrl, server.dataDir)
  const { bizName } = await server.platform.identity('anybody')
  await owner.ask('PUT', `/apps/${bizName}/settings`, { rooms: { callbackUrl } })
  const { secret } = await owner.ask<{ readonly secret: string }>('POST', `/apps/${bizName}/webhook-secret`)
  return secret
}

/** @returns what became of it for sure; undefined when the room was never made as far as anybody knows */
async function makeCall(
  server: ServerProgram,
  { call, random }: { readonly call: number; readonly random: Random },
): Promise<KnownRoom | undefined> {
  const stays = () => delay(between(random, stayMs.min, stayMs.max))
  const clients: CallClient[] = []
  const enter = async (uid: string, address?: { roomId: string; rtoken: string }): Promise<Room | undefined> => {
    const client = await connect(server, uid)
    clients.push(client)
    // A request whose answer a crash took: it may have been done, and counts as unknown.
    return (address ? client.joinRoom(address) : client.createRoom()).catch(() => undefined)
  }
  try {
    const creatorUid = `c${call}_0`
    const created = await enter(creatorUid)
    if (!created) return undefined
    const uids = [creatorUid]
    const rooms = [created]
    const count = between(random, peoplePerRoom.min, peoplePerRoom.max)
    for (let index = 1; index < count; index += 1) {
      const uid = `c${call}_${index}`
      const room = await enter(uid, { roomId: created.roomId, rtoken: created.rtoken })
      if (room) {
        uids.push(uid)
        rooms.push(room)
      }
      await stays()
    }
    for (const room of rooms.reverse()) {
      await room.leave()
      await stays()
    }
    return { roomId: created.roomId, creatorUid, uids }
  } finally {
    await Promise.all(clients.map((client) => client.close()))
  }
}

/** The first connection of a session is not made up for by the client: it tells the application. */
async function connect(server: ServerProgram, uid: string): Promise<CallClient> {
  const attempt = async (): Promise<CallClient | undefined> => {
    const identity = await server.platform.identity(uid).catch(() => undefined)
    if (!identity) return undefined
    const url = server.platform.wsUrl
    const client = new CallClient({ ...identity, url, platform: { name: 'webhooks-proof', version: '1' } })
    try {
      await client.connect()
      return client
    } catch {
      await client.close()
      return undefined
    }
  }
  return waitFor(attempt, { what: `${uid} to connect`, timeoutMs: connectTimeoutMs })
}

/** @returns how often it was done */
async function nowAndThen(
  every: { readonly min: number; readonly max: number },
  random: Random,
  signal: AbortSignal,
  act: (random: Random) => Promise<void>,
): Promise<number> {
  for (let times = 0; ; times += 1) {
    await delay(between(random, every.min, every.max), undefined, { signal }).catch(() => {})
    if (signal.aborted) return times
    await act(random)
  }
}
