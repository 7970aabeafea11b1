/** From the counters of getStats (W3C webrtc-stats) to figures about one stream since the report before. */

interface TrackFigures {
  /** Bits a second on the network, without the headers of packets. */
  readonly bitrateBps: number
  /** 0 to 1, of the packets of the last second. Of streams that we send as the server reports it. */
  readonly lostShare: number
  /** For example `video/VP8`. */
  readonly mimeType: string | undefined
}

export interface AudioStatistics extends TrackFigures {
  /** Of what we hear: how evenly packets come, in milliseconds. */
  readonly jitterMs: number | undefined
  /** 0 to 1, of what we hear: sound that was made up because packets were missing. */
  readonly concealedShare: number | undefined
}

export interface VideoStatistics extends TrackFigures {
  readonly framesPerSecond: number
  /** Pixels; 0 while there is no picture. */
  readonly width: number
  readonly height: number
  /** Of what we see: how long the picture stood still in the last second, in milliseconds. */
  readonly frozenMs: number | undefined
}

export interface StreamStatistics {
  /** When, in milliseconds since the epoch. */
  readonly atMs: number
  readonly direction: 'send' | 'receive'
  /** To the server and back. */
  readonly roundTripTimeMs: number | undefined
  readonly audio?: AudioStatistics
  readonly video?: VideoStatistics
}

/** The counters that are read, of whatever entry has them. */
export interface StatEntry {
  readonly id: string
  readonly type: string
  readonly kind?: string
  readonly codecId?: string
  readonly mimeType?: string
  readonly bytesSent?: number
  readonly bytesReceived?: number
  readonly packetsSent?: number
  readonly packetsReceived?: number
  readonly packetsLost?: number
  readonly jitter?: number
  readonly concealedSamples?: number
  readonly totalSamplesReceived?: number
  readonly framesEncoded?: number
  readonly framesDecoded?: number
  readonly frameWidth?: number
  readonly frameHeight?: number
  readonly totalFreezesDuration?: number
  readonly roundTripTime?: number
  readonly currentRoundTripTime?: number
  readonly nominated?: boolean
}

/** The entries of one moment, by id. */
export interface StatSnapshot {
  readonly atMs: number
  readonly entries: ReadonlyMap<string, StatEntry>
}

const bitsPerByte = 8
const msPerSecond = 1_000

type Counter = {
  [K in keyof StatEntry]-?: StatEntry[K] extends number | undefined ? K : never
}[keyof StatEntry]

/** Between two snapshots of the same stream; undefined when no time has passed. */
export function streamStatistics(before: StatSnapshot, after: StatSnapshot): StreamStatistics | undefined {
  const seconds = (after.atMs - before.atMs) / msPerSecond
  if (seconds <= 0) return undefined
  const entries = [...after.entries.values()]
  const isSending = entries.some(({ type }) => type === 'outbound-rtp')
  const rtp = entries.filter(({ type }) => type === (isSending ? 'outbound-rtp' : 'inbound-rtp'))
  const span: Span = {
    seconds,
    grown: (entry, counter) => Math.max(0, (entry[counter] ?? 0) - (before.entries.get(entry.id)?.[counter] ?? 0)),
    remote: entries.filter(({ type }) => type === 'remote-inbound-rtp'),
    codecOf: ({ codecId }) => (codecId === undefined ? undefined : after.entries.get(codecId)?.mimeType),
  }
  const audio = rtp.filter(({ kind }) => kind === 'audio')
  const video = rtp.filter(({ kind }) => kind === 'video')
  return {
    atMs: after.atMs,
    direction: isSending ? 'send' : 'receive',
    roundTripTimeMs: roundTripTimeMs(entries),
    ...(audio.length > 0 ? { audio: audioStatistics(audio, span) } : {}),
    ...(video.length > 0 ? { video: videoStatistics(video, span) } : {}),
  }
}

interface Span {
  readonly seconds: number
  readonly grown: (entry: StatEntry, counter: Counter) => number
  readonly remote: readonly StatEntry[]
  readonly codecOf: (entry: StatEntry) => string | undefined
}

function audioStatistics(entries: readonly StatEntry[], span: Span): AudioStatistics {
  const [entry] = entries
  const samples = entry ? span.grown(entry, 'totalSamplesReceived') : 0
  return {
    ...trackFigures('audio', entries, span),
    jitterMs: entry?.jitter === undefined ? undefined : entry.jitter * msPerSecond,
    concealedShare: entry && samples > 0 ? span.grown(entry, 'concealedSamples') / samples : undefined,
  }
}

/** Of simulcast layers the largest picture that is sent, and the bits of all. */
function videoStatistics(entries: readonly StatEntry[], span: Span): VideoStatistics {
  const frames = entries.map((entry) => span.grown(entry, 'framesEncoded') + span.grown(entry, 'framesDecoded'))
  const shown = entries.filter((_entry, index) => (frames[index] ?? 0) > 0)
  const largest = shown.toSorted((a, b) => (b.frameWidth ?? 0) - (a.frameWidth ?? 0))[0]
  const [entry] = entries
  return {
    ...trackFigures('video', entries, span),
    framesPerSecond: Math.max(0, ...frames) / span.seconds,
    width: largest?.frameWidth ?? 0,
    height: largest?.frameHeight ?? 0,
    frozenMs:
      entry?.totalFreezesDuration === undefined ? undefined : span.grown(entry, 'totalFreezesDuration') * msPerSecond,
  }
}

function trackFigures(kind: 'audio' | 'video', entries: readonly StatEntry[], span: Span): TrackFigures {
  const sum = (of: readonly StatEntry[], ...counters: Counter[]) =>
    of.reduce((total, entry) => total + counters.reduce((part, counter) => part + span.grown(entry, counter), 0), 0)
  const lost = sum([...entries, ...span.remote.filter((entry) => entry.kind === kind)], 'packetsLost')
  const sent = sum(entries, 'packetsSent')
  const packets = sent > 0 ? sent : sum(entries, 'packetsReceived') + lost
  const [entry] = entries
  return {
    bitrateBps: (sum(entries, 'bytesSent', 'bytesReceived') * bitsPerByte) / span.seconds,
    lostShare: packets > 0 ? Math.min(1, lost / packets) : 0,
    mimeType: entry && span.codecOf(entry),
  }
}

function roundTripTimeMs(entries: readonly StatEntry[]): number | undefined {
  const reported = entries.find(
    ({ type, roundTripTime }) => type === 'remote-inbound-rtp' && roundTripTime !== undefined,
  )
  const checked = entries.find(({ type, nominated }) => type === 'candidate-pair' && nominated === true)
  const seconds = reported?.roundTripTime ?? checked?.currentRoundTripTime
  return seconds === undefined ? undefined : seconds * msPerSecond
}
