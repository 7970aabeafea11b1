/** Reads a feed's figures out of WebRTC statistics (https://www.w3.org/TR/webrtc-stats/). Pure. */

export type FlowDirection = 'send' | 'recv'

/** Counters that only grow, of one feed at one moment. Times in seconds, as browsers count them. */
export interface Counters {
  readonly atMs: number
  readonly bytes: number
  /** Retransmissions included. */
  readonly packets: number
  readonly packetsLost: number
  /** Packets sent again when sending, packets that came as retransmissions when receiving. */
  readonly retransmitted: number
  /** Packets that we asked for again. */
  readonly nacks: number
  /** Decoded when receiving, encoded when sending. */
  readonly frames: number
  readonly freezeSeconds: number
  /** Spent on encoding when sending, on decoding when receiving. */
  readonly codecSeconds: number
  /** Spent by packets between encoder and network. */
  readonly pacerSeconds: number
  readonly soundSamples: number
  /** Of those, how many were made up because nothing had come. */
  readonly concealedSamples: number
  readonly pictureBufferSeconds: number
  readonly picturesBuffered: number
  readonly soundBufferSeconds: number
  readonly soundsBuffered: number
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

/** Where the time between two ends goes, as far as a browser tells: mean times of one frame or packet, ms. */
export interface StageTimes {
  readonly encodeMs?: number
  readonly pacerMs?: number
  readonly pictureBufferMs?: number
  readonly soundBufferMs?: number
  readonly decodeMs?: number
}

/** What a person sees of a feed's connection. Absent figures are not known (yet). Shares are 0 to 1. */
export interface Figures extends StageTimes {
  readonly bitrateBps?: number
  /** Part of the packets that did not come through at their first try. */
  readonly loss?: number
  /** Part of the packets that retransmission did not bring either; when receiving. */
  readonly unrepaired?: number
  /** Part of the sound that was made up because nothing had come; when receiving. */
  readonly concealed?: number
  readonly rttMs?: number
  readonly fps?: number
  readonly width?: number
  readonly height?: number
  readonly jitterMs?: number
  /** Part of the time that the picture stood still. */
  readonly frozen?: number
}

type Entry = Readonly<Record<string, unknown>>
type CounterName = Exclude<keyof Counters, 'atMs'>

const bothKinds = {
  send: {
    bytesSent: 'bytes',
    packetsSent: 'packets',
    retransmittedPacketsSent: 'retransmitted',
    framesEncoded: 'frames',
    totalEncodeTime: 'codecSeconds',
    totalPacketSendDelay: 'pacerSeconds',
  },
  recv: {
    bytesReceived: 'bytes',
    packetsReceived: 'packets',
    packetsLost: 'packetsLost',
    retransmittedPacketsReceived: 'retransmitted',
    nackCount: 'nacks',
    framesDecoded: 'frames',
    totalFreezesDuration: 'freezeSeconds',
    totalDecodeTime: 'codecSeconds',
    totalSamplesReceived: 'soundSamples',
    concealedSamples: 'concealedSamples',
  },
} as const satisfies Record<FlowDirection, Record<string, CounterName>>

const buffers = {
  video: { jitterBufferDelay: 'pictureBufferSeconds', jitterBufferEmittedCount: 'picturesBuffered' },
  audio: { jitterBufferDelay: 'soundBufferSeconds', jitterBufferEmittedCount: 'soundsBuffered' },
} as const satisfies Record<string, Record<string, CounterName>>

const noCounters: Readonly<Record<CounterName, number>> = {
  bytes: 0,
  packets: 0,
  packetsLost: 0,
  retransmitted: 0,
  nacks: 0,
  frames: 0,
  freezeSeconds: 0,
  codecSeconds: 0,
  pacerSeconds: 0,
  soundSamples: 0,
  concealedSamples: 0,
  pictureBufferSeconds: 0,
  picturesBuffered: 0,
  soundBufferSeconds: 0,
  soundsBuffered: 0,
}

const numberOf = (entry: Entry, key: string): number | undefined => {
  const value = entry[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

const msPerSecond = 1000
const bitsPerByte = 8
const largest = (a: number | undefined, b: number | undefined) => (a === undefined ? b : Math.max(a, b ?? a))
const withDefined = <T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

const addCounters = (
  counters: Record<CounterName, number>,
  entry: Entry,
  names: Readonly<Record<string, CounterName>>,
): void => {
  for (const [key, name] of Object.entries(names)) counters[name] += numberOf(entry, key) ?? 0
}

/**
 * @param entries all entries of all reports of one feed
 * @returns undefined while nothing flows yet
 */
export const readSample = (entries: Iterable<Entry>, direction: FlowDirection, nowMs: number): Sample | undefined => {
  const flowType = direction === 'send' ? 'outbound-rtp' : 'inbound-rtp'
  const counters = { ...noCounters }
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
      addCounters(counters, entry, bothKinds[direction])
      if (entry.kind === 'audio' || entry.kind === 'video') addCounters(counters, entry, buffers[entry.kind])
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
  return {
    counters: { atMs: nowMs, ...counters },
    ...withDefined<Omit<Sample, 'counters'>>({ rttMs, fractionLost, fps, width, height, jitterMs }),
  }
}

const shareOf = (part: number, whole: number): number | undefined =>
  whole > 0 ? Math.min(1, Math.max(0, part / whole)) : undefined
const meanMs = (seconds: number, count: number): number | undefined =>
  count > 0 ? Math.max(0, (seconds / count) * msPerSecond) : undefined

/** What was lost of what we send: as the receiver says, or as much as it asked for again. */
const sentLoss = (grown: Counters, fractionLost: number | undefined): Pick<Figures, 'loss'> => {
  const askedAgain = shareOf(grown.retransmitted, grown.packets)
  const loss = largest(fractionLost, askedAgain)
  return loss === undefined ? {} : { loss }
}

/** Late packets are counted back, so that differences may be below zero. */
const receivedLoss = (grown: Counters): Pick<Figures, 'loss' | 'unrepaired' | 'concealed'> => {
  const lost = Math.max(0, grown.packetsLost)
  // What comes as a retransmission is not expected a second time.
  const expected = Math.max(0, grown.packets - grown.retransmitted) + lost
  return withDefined<Pick<Figures, 'loss' | 'unrepaired' | 'concealed'>>({
    loss: shareOf(Math.max(lost, grown.nacks), expected),
    unrepaired: shareOf(lost - grown.retransmitted, expected),
    concealed: shareOf(grown.concealedSamples, grown.soundSamples),
  })
}

const stagesOf = (grown: Counters, direction: FlowDirection): StageTimes => {
  const codecMs = meanMs(grown.codecSeconds, grown.frames)
  if (direction === 'send') {
    return withDefined<StageTimes>({ encodeMs: codecMs, pacerMs: meanMs(grown.pacerSeconds, grown.packets) })
  }
  return withDefined<StageTimes>({
    decodeMs: codecMs,
    pictureBufferMs: meanMs(grown.pictureBufferSeconds, grown.picturesBuffered),
    soundBufferMs: meanMs(grown.soundBufferSeconds, grown.soundsBuffered),
  })
}

const difference = (before: Counters, now: Counters): Counters =>
  Object.fromEntries(
    (Object.keys(now) as (keyof Counters)[]).map((name) => [name, now[name] - before[name]]),
  ) as unknown as Counters

export interface FiguresOptions {
  readonly direction: FlowDirection
  /** A camera sends pictures all the time, a screen only when something changes. */
  readonly expectsMotion?: boolean
}

/** Figures of the time between two samples. Counters that fell belong to a new transport: no rates then. */
export const figuresBetween = (
  before: Sample | undefined,
  now: Sample,
  { direction, expectsMotion = false }: FiguresOptions,
): Figures => {
  const { rttMs, fps, width, height, jitterMs, fractionLost } = now
  const seen = withDefined<Figures>({ rttMs, fps, width, height, jitterMs })
  const grown = before === undefined ? undefined : difference(before.counters, now.counters)
  if (grown === undefined || grown.atMs <= 0 || grown.bytes < 0) {
    return { ...seen, ...(fractionLost === undefined ? {} : { loss: fractionLost }) }
  }
  const seconds = grown.atMs / msPerSecond
  // Browsers count a freeze when it is over; while it lasts only the missing frames tell.
  const isStanding = expectsMotion && grown.frames === 0
  return {
    ...seen,
    ...(direction === 'send' ? sentLoss(grown, fractionLost) : receivedLoss(grown)),
    ...stagesOf(grown, direction),
    bitrateBps: (grown.bytes * bitsPerByte) / seconds,
    frozen: isStanding ? 1 : (shareOf(grown.freezeSeconds, seconds) ?? 0),
  }
}
