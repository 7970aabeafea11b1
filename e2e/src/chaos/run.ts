/** A run: real clients and a real server, both paused now and then, with a proxy between them that misbehaves. */
import { setTimeout as delay } from 'node:timers/promises'
import { CallClient, type Room } from '@mrtc/client'
import { MrtcError } from '@mrtc/protocol'
import { between, type Random, seeded } from '../support/random.ts'
import { ServerProgram } from '../support/server-program.ts'
import { waitFor } from '../support/wait.ts'
import { Ledger, type Tally } from './ledger.ts'
import { pauseMyself } from './pause.ts'
import type { FaultCounts } from './proxy.ts'
import { ProxyProgram } from './proxy-program.ts'

export interface ChaosOptions {
  readonly operations: number
  readonly seed: number
  readonly clients: number
  readonly onProgress?: (done: number) => void
}

export interface ChaosResult {
  readonly tally: Tally
  readonly faults: FaultCounts
  readonly serverPauses: number
  readonly clientPauses: number
  readonly durationMs: number
}

const clientsPerRoom = 4
/** Operations that a client has under way at a time. */
const window = 8
/** A client waits up to this long between two operations of one strand. */
const idleMs = 120
/** Short, so that dead links are noticed while a test can wait for it. */
const heartbeatMs = 300
const pauseEveryMs = { min: 2_000, max: 5_000 } as const
const pauseMs = { min: 50, max: 1_500 } as const
/** After the last operation everything that is under way has to arrive within this, on connections that work. */
const settleTimeoutMs = 45_000
/** How many of the messages are commands; the others are texts. */
const commandShare = 0.3
const progressEveryMs = 1_000

/** Limits on what a client may do in a second are for clients; here one machine plays all of them, in a hurry. */
const serverSettings = {
  MRTC_DATA_EPHEMERAL: 'true',
  MRTC_MEDIA_WORKER_COUNT: '1',
  MRTC_SIGNALING_HEARTBEAT_MS: String(heartbeatMs),
  MRTC_SIGNALING_REQUESTS_PER_SECOND: '100000',
  MRTC_SIGNALING_REQUEST_BURST: '100000',
  MRTC_SIGNALING_CONNECTIONS_PER_SECOND: '100000',
  MRTC_SIGNALING_CONNECTION_BURST: '100000',
  MRTC_SIGNALING_UNACKNOWLEDGED_MESSAGES_HARD: '100000',
}

interface Member {
  readonly uid: string
  readonly client: CallClient
  readonly room: Room
  /** The number of its latest text or command. */
  sentMessages: number
}

/** Reproducible in what is done and which faults are planned; when they meet is up to the machine. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  await using server = await ServerProgram.start(serverSettings)
  const targetPort = Number(new URL(server.platform.httpUrl).port)
  await using proxy = await ProxyProgram.start({ targetPort, seed: options.seed })
  const ledger = new Ledger()
  const random = seeded(options.seed + 1)
  await using members = await gather(server, proxy, options.clients, ledger)

  const startedAt = performance.now()
  let left = options.operations
  const progress = setInterval(() => options.onProgress?.(options.operations - left - ledger.pending), progressEveryMs)
  const pausing = new AbortController()
  const pauses = [
    pauseNowAndThen((durationMs) => server.pause(durationMs), seeded(options.seed + 2), pausing.signal),
    pauseNowAndThen(pauseMyself, seeded(options.seed + 3), pausing.signal),
  ]
  const broken = Promise.withResolvers<never>()
  const strand = async (member: Member) => {
    while (left > 0) {
      left -= 1
      await operate(member, members.list, { ledger, random, broke: broken.reject })
      await delay(between(random, 0, idleMs))
    }
  }
  const strands = members.list.flatMap((member) => Array.from({ length: window }, () => strand(member)))
  await Promise.race([Promise.all(strands), broken.promise])
  clearInterval(progress)
  pausing.abort()
  const [serverPauses = 0, clientPauses = 0] = await Promise.all(pauses)

  const faults = await proxy.calm()
  const hasArrived = () => ledger.pending === 0 && ledger.missing === 0
  // What is missing after that shows in the tally.
  await waitFor(hasArrived, { what: 'all messages', timeoutMs: settleTimeoutMs }).catch(() => {})
  return { tally: ledger.tally(), faults, serverPauses, clientPauses, durationMs: performance.now() - startedAt }
}

async function gather(server: ServerProgram, proxy: ProxyProgram, count: number, ledger: Ledger) {
  const list: Member[] = []
  let address: { roomId: string; rtoken: string } | undefined
  for (let index = 0; index < count; index += 1) {
    const { uid, ...identity } = await server.platform.identity(`caller_${index}`)
    const url = `ws://127.0.0.1:${proxy.port}/ws`
    const client = new CallClient({ ...identity, uid, url, platform: { name: 'chaos', version: '1' } })
    await connected(client)
    if (index % clientsPerRoom === 0) address = undefined
    const room: Room = await (address ? client.joinRoom(address) : client.createRoom())
    address = { roomId: room.roomId, rtoken: room.rtoken }
    room.on('textReceived', ({ from, text }) => ledger.received(uid, from, Number(text)))
    room.on('commandReceived', ({ from, payload }) => ledger.received(uid, from, Number(payload)))
    list.push({ uid, client, room, sentMessages: 0 })
  }
  return {
    list: list as readonly Member[],
    [Symbol.asyncDispose]: async () => {
      await Promise.all(list.map(({ client }) => client.close()))
    },
  }
}

/** The first connection of a session is not made up for by the client: it tells the application. */
async function connected(client: CallClient): Promise<void> {
  const isConnected = () =>
    client.connect().then(
      () => true,
      () => false,
    )
  await waitFor(isConnected, { what: 'a first connection' })
}

interface Surroundings {
  readonly ledger: Ledger
  readonly random: Random
  /** Of what nobody waits for. */
  readonly broke: (error: unknown) => void
}

/** One request, chosen by chance. */
async function operate(member: Member, members: readonly Member[], surroundings: Surroundings): Promise<void> {
  const { random } = surroundings
  const others = members.filter(({ room, uid }) => room.roomId === member.room.roomId && uid !== member.uid)
  const dice = random()
  if (dice < 0.005) member.client.reconnectNow()
  if (dice < 0.02)
    return refused(surroundings, 'PARTICIPANT_NOT_FOUND', () => member.room.sendText('?', { to: ['nobody'] }))
  if (dice < 0.03 && member.room.creatorUid !== member.uid) {
    return refused(surroundings, 'NOT_PERMITTED', () => member.room.kick(member.room.creatorUid))
  }
  const one = others[between(random, 0, others.length - 1)]
  const to = dice < 0.1 && one ? [one.uid] : undefined
  const expected = to ?? others.map(({ uid }) => uid)
  if (random() >= commandShare) return sendNumber(member, { ...surroundings, to, send: sendText, expected })
  // Its answer is that of the last receiver, who may be paused or cut off: more is sent meanwhile.
  sendNumber(member, { ...surroundings, to, send: sendCommand, expected }).catch(surroundings.broke)
}

/** @returns who is to receive it */
type Send = (room: Room, number: number, to: { readonly to?: string[] }) => Promise<readonly string[]>

const sendText: Send = async (room, number, to) => (await room.sendText(String(number), to)).recipients

/** Texts and commands are counted together: order holds between them, too. */
const sendCommand: Send = async (room, number, to) => {
  const outcomes = await room.sendCommand('number', number, { ...to, timeoutMs: settleTimeoutMs })
  return outcomes.map(({ uid }) => uid)
}

async function sendNumber(
  member: Member,
  { ledger, to, send, expected }: Surroundings & { to: string[] | undefined; send: Send; expected: readonly string[] },
): Promise<void> {
  const operation = ledger.begin()
  member.sentMessages += 1
  const number = member.sentMessages
  ledger.sent(member.uid, number)
  try {
    const recipients = await send(member.room, number, to ? { to } : {})
    ledger.answered(operation)
    ledger.acknowledged(member.uid, number, recipients)
    if ([...recipients].sort().join() !== [...expected].sort().join()) ledger.wrong()
  } catch (error) {
    ledger.failed(operation, codeOf(error))
  }
}

async function refused({ ledger }: Surroundings, code: string, ask: () => Promise<unknown>): Promise<void> {
  const operation = ledger.begin()
  try {
    await ask()
    ledger.answered(operation)
    ledger.wrong()
  } catch (error) {
    if (codeOf(error) === code) ledger.refusedRightly(operation)
    else ledger.failed(operation, codeOf(error))
  }
}

/** Anything but an error of ours would be no clear one. */
function codeOf(error: unknown): string {
  if (error instanceof MrtcError) return error.code
  throw error
}

/** @returns how often it was paused */
async function pauseNowAndThen(
  pause: (durationMs: number) => Promise<void>,
  random: Random,
  signal: AbortSignal,
): Promise<number> {
  for (let pauses = 0; ; pauses += 1) {
    try {
      await delay(between(random, pauseEveryMs.min, pauseEveryMs.max), undefined, { signal })
    } catch {
      return pauses
    }
    await pause(between(random, pauseMs.min, pauseMs.max))
  }
}
