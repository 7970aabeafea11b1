/** Reads a feed's figures out of WebRTC statistics (https://www.w3.org/TR/webrtc-stats/). Pure. */

export type FlowDirection = 'send' | 'recv'

/** Counters that only grow, of one feed at one moment. */
export interface Counters {
  readonly atMs: number
  readonly bytes: number
  readonly packets: number
  readonly packetsLost: number
  /** Decoded when receiving, encoded when sending. */
  readonly frames: number
  readonly freezeSeconds: number
}

export interface Sample {
  readonly counters: Counters
  readonly rttMs?: number
  /** As the receiver of our packets reported it. Only known when sending; 0 to 1. */
  readonly fractionLost?: number
  readonly fps?: number
  readonly width?: number
  readonly height?: number
  readonly jitterMs?: number
}

/** What a person sees of a feed's connection. Absent figures are not known (yet). */
export interface Figures {
  readonly bitrateBps?: number
  /** 0 to 1. */
  readonly loss?: number
  readonly rttMs?: number
  readonly fps?: number
  readonly width?: number
  readonly height?: number
  readonly jitterMs?: number
  /** Part of the time that the picture stood still, 0 to 1. */
  readonly frozen?: number
}

type Entry = Readonly<Record<string, unknown>>

const numberOf = (entry: Entry, key: string): number | undefined => {
  const value = entry[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

const msPerSecond = 1000
const largest = (a: number | undefined, b: number | undefined) => (a === undefined ? b : Math.max(a, b ?? a))
const withDefined = <T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

/**
 * @param entries all entries of all reports of one feed
 * @returns undefined while nothing flows yet
 */
export const readSample = (entries: Iterable<Entry>, direction: FlowDirection, nowMs: number): Sample | undefined => {
  const flowType = direction === 'send' ? 'outbound-rtp' : 'inbound-rtp'
  const byteKey = direction === 'send' ? 'bytesSent' : 'bytesReceived'
  const frameKey = direction === 'send' ? 'framesEncoded' : 'framesDecoded'
  const packetKey = direction === 'send' ? 'packetsSent' : 'packetsReceived'
  const counters = { atMs: nowMs, bytes: 0, packets: 0, packetsLost: 0, frames: 0, freezeSeconds: 0 }
  let rttMs: number | undefined
  let fractionLost: number | undefined
  let fps: number | undefined
  let width: number | undefined
  let height: number | undefined
  let jitterMs: number | undefined
  const seen = new Set<unknown>()
  let isFlowing = false
  for (const entry of entries) {
    // The reports of audio and video share their transport's entries.
    if (seen.has(entry.id)) continue
    seen.add(entry.id)
    if (entry.type === flowType) {
      isFlowing = true
      counters.bytes += numberOf(entry, byteKey) ?? 0
      counters.packets += numberOf(entry, packetKey) ?? 0
      counters.packetsLost += numberOf(entry, 'packetsLost') ?? 0
      counters.frames += numberOf(entry, frameKey) ?? 0
      counters.freezeSeconds += numberOf(entry, 'totalFreezesDuration') ?? 0
      if (entry.kind === 'video') {
        // Simulcast has an entry a layer: the best one counts.
        fps = largest(fps, numberOf(entry, 'framesPerSecond'))
        width = largest(width, numberOf(entry, 'frameWidth'))
        height = largest(height, numberOf(entry, 'frameHeight'))
      }
      const jitter = numberOf(entry, 'jitter')
      if (jitter !== undefined) jitterMs = largest(jitterMs, jitter * msPerSecond)
    } else if (entry.type === 'remote-inbound-rtp' && direction === 'send') {
      fractionLost = largest(fractionLost, numberOf(entry, 'fractionLost'))
      const rtt = numberOf(entry, 'roundTripTime')
      if (rtt !== undefined) rttMs = largest(rttMs, rtt * msPerSecond)
    } else if (entry.type === 'candidate-pair' && entry.nominated === true) {
      const rtt = numberOf(entry, 'currentRoundTripTime')
      if (rtt !== undefined) rttMs = largest(rttMs, rtt * msPerSecond)
    }
  }
  if (!isFlowing) return undefined
  return { counters, ...withDefined<Omit<Sample, 'counters'>>({ rttMs, fractionLost, fps, width, height, jitterMs }) }
}

/**
 * Figures of the time between two samples. Counters that fell belong to a new transport: no rates then.
 * @param expectsMotion a camera sends pictures all the time, a screen only when something changes
 */
export const figuresBetween = (before: Sample | undefined, now: Sample, expectsMotion = false): Figures => {
  const { rttMs, fps, width, height, jitterMs } = now
  const seconds = before === undefined ? 0 : (now.counters.atMs - before.counters.atMs) / msPerSecond
  const steady = before !== undefined && seconds > 0 && now.counters.bytes >= before.counters.bytes
  if (!steady) return withDefined<Figures>({ rttMs, fps, width, height, jitterMs, loss: now.fractionLost })
  // Late packets are counted back: the difference may be below zero.
  const lost = Math.max(0, now.counters.packetsLost - before.counters.packetsLost)
  const expected = lost + now.counters.packets - before.counters.packets
  const received = expected > 0 ? lost / expected : undefined
  // Browsers count a freeze when it is over; while it lasts only the missing frames tell.
  const isStanding = expectsMotion && now.counters.frames === before.counters.frames
  const freezeShare = (now.counters.freezeSeconds - before.counters.freezeSeconds) / seconds
  return withDefined<Figures>({
    bitrateBps: ((now.counters.bytes - before.counters.bytes) * 8) / seconds,
    loss: now.fractionLost ?? received,
    rttMs,
    fps,
    width,
    height,
    jitterMs,
    frozen: isStanding ? 1 : Math.min(1, Math.max(0, freezeShare)),
  })
}
