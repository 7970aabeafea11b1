import type { ReceivedWebhook } from './receiver-program.ts'

/** What a client knows for sure of one room, because the server answered. */
export interface KnownRoom {
  readonly roomId: string
  readonly creatorUid: string
  /** Who were in it, the creator too. */
  readonly uids: readonly string[]
}

export interface Verdict {
  /** Events that clients know of, and those that follow from them. */
  readonly events: number
  readonly lost: number
  readonly outOfOrder: number
  /** Sent again although it had been taken: at least once is the promise. */
  readonly repeated: number
  readonly forged: number
  /** The first few, in words. */
  readonly problems: readonly string[]
}

const created = 1
const joined = 2
const left = 3
const destroyed = 4
const problemsMax = 10

/** Whether rooms whose calls are over were told whole and in order. Of messages that came again the first counts. */
export function judge(rooms: readonly KnownRoom[], received: readonly ReceivedWebhook[]): Verdict {
  const seen = new Map<string, ReceivedWebhook['body']>()
  for (const { body } of received) if (!seen.has(body.bizRequestId)) seen.set(body.bizRequestId, body)
  const byRoom = Map.groupBy(seen.values(), ({ roomId }) => roomId)

  const problems: string[] = []
  let [events, lost, outOfOrder] = [0, 0, 0]
  const missing = (what: string) => {
    lost += 1
    problems.push(`lost: ${what}`)
  }
  for (const { roomId, creatorUid, uids } of rooms) {
    const told = byRoom.get(roomId) ?? []
    events += 2 + 2 * uids.length
    if (!told.some(({ eventCode }) => eventCode === created)) missing(`${roomId} created`)
    if (!told.some(({ eventCode }) => eventCode === destroyed)) missing(`${roomId} destroyed`)
    for (const uid of uids) {
      for (const code of [joined, left]) {
        if (!told.some((one) => one.uid === uid && one.eventCode === code)) missing(`${roomId} ${code} ${uid}`)
      }
    }
    const fault = disorderOf(told, creatorUid)
    if (fault === undefined) continue
    outOfOrder += 1
    problems.push(`out of order: ${roomId} ${fault}: ${told.map((one) => `${one.eventCode} ${one.uid}`).join(', ')}`)
  }
  return {
    events,
    lost,
    outOfOrder,
    repeated: received.length - seen.size,
    forged: received.filter(({ isGenuine }) => !isGenuine).length,
    problems: problems.slice(0, problemsMax),
  }
}

/** Created first, destroyed last, everybody in before out. */
function disorderOf(told: readonly ReceivedWebhook['body'][], creatorUid: string): string | undefined {
  const present = new Set<string>()
  for (const [index, { eventCode, uid }] of told.entries()) {
    if ((eventCode === created) !== (index === 0)) return 'is not created first'
    if ((eventCode === destroyed) !== (index === told.length - 1)) return 'is not destroyed last'
    if (eventCode === created && uid !== creatorUid) return 'has another creator'
    if (eventCode === joined && present.has(uid)) return `has ${uid} in twice`
    if (eventCode === left && !present.has(uid)) return `has ${uid} out before in`
    if (eventCode === joined) present.add(uid)
    if (eventCode === left) present.delete(uid)
  }
  return present.size === 0 ? undefined : 'leaves somebody in'
}
