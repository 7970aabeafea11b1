/** What a recording consists of, in the time of its files: pauses are cut out. */
import { MrtcError, type RecordingParameters, type TrackKind, type Watermark } from '@mrtc/protocol'
import type { JournalEntry } from '../capture/journal.ts'

/** From and to, in milliseconds: of the server's clock or of the recording. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

export interface SegmentOfFeed {
  readonly segment: number
  readonly feedId: string
  readonly kind: TrackKind
  readonly mimeType: string
  readonly payloadType: number
  readonly clockRate: number
  readonly reports: readonly { readonly ntpMs: number; readonly rtpTimestamp: number }[]
}

export interface RecordedFeed {
  readonly feedId: string
  readonly uid: string
  readonly tag: string
  /** When its picture is there, on the server's clock. */
  readonly pictures: readonly Span[]
}

export interface Story {
  readonly parameters: RecordingParameters
  readonly segments: readonly SegmentOfFeed[]
  /** In the order in which they were published. */
  readonly feeds: readonly RecordedFeed[]
  /** When it recorded, on the server's clock, without pauses; the last one ends when the journal does. */
  readonly kept: readonly Span[]
  /** From when on, on the server's clock. */
  readonly watermarks: readonly { readonly fromMs: number; readonly watermarks: readonly Watermark[] }[]
}

/**
 * Reads a journal, also one that a crash has cut off.
 * @param lastPacketAtMs what was recorded after the last line is kept as well
 * @throws MrtcError INTERNAL when it has no beginning
 */
export function storyOf(entries: readonly JournalEntry[], lastPacketAtMs: number): Story {
  const [started] = entries
  if (started?.event !== 'started') throw new MrtcError('INTERNAL', 'The journal of the recording has no beginning.')
  const ended = entries.find(({ event }) => event === 'ended')
  const endMs = ended?.atMs ?? Math.max(lastPacketAtMs, started.atMs)
  const segments = new Map<number, SegmentOfFeed>()
  const feeds = new Map<
    string,
    { feed: Omit<RecordedFeed, 'pictures'>; pictures: Span[]; visibleSince: number | undefined }
  >()
  const kept: Span[] = []
  const watermarks = [
    { fromMs: started.atMs, watermarks: started.parameters.rendering.watermarks as readonly Watermark[] },
  ]
  let recordingSince: number | undefined = started.atMs

  const hide = (feedId: string, atMs: number) => {
    const known = feeds.get(feedId)
    if (known?.visibleSince === undefined) return
    known.pictures.push({ fromMs: known.visibleSince, toMs: atMs })
    known.visibleSince = undefined
  }

  for (const entry of entries) {
    switch (entry.event) {
      case 'segmentStarted': {
        const { segment, feedId, kind, mimeType, payloadType, clockRate } = entry
        segments.set(segment, { segment, feedId, kind, mimeType, payloadType, clockRate, reports: [] })
        break
      }
      case 'senderReport': {
        const { ntpMs, rtpTimestamp } = entry
        const known = segments.get(entry.segment)
        if (known) segments.set(entry.segment, { ...known, reports: [...known.reports, { ntpMs, rtpTimestamp }] })
        break
      }
      case 'feedPublished': {
        const { feedId, uid, tag, kinds, atMs } = entry
        feeds.set(feedId, {
          feed: { feedId, uid, tag },
          pictures: [],
          visibleSince: kinds.includes('video') ? atMs : undefined,
        })
        break
      }
      case 'feedEnded':
        hide(entry.feedId, entry.atMs)
        break
      case 'muted': {
        if (entry.kind !== 'video') break
        const known = feeds.get(entry.feedId)
        if (entry.muted) hide(entry.feedId, entry.atMs)
        else if (known) known.visibleSince ??= entry.atMs
        break
      }
      case 'paused':
        if (recordingSince !== undefined) kept.push({ fromMs: recordingSince, toMs: entry.atMs })
        recordingSince = undefined
        break
      case 'resumed':
        recordingSince ??= entry.atMs
        break
      case 'watermarksChanged':
        watermarks.push({ fromMs: entry.atMs, watermarks: entry.watermarks })
        break
      case 'started':
      case 'joined':
      case 'left':
      case 'segmentEnded':
      case 'keyFrameRequested':
      case 'ended':
        break
    }
  }
  if (recordingSince !== undefined) kept.push({ fromMs: recordingSince, toMs: Math.max(endMs, recordingSince) })
  for (const feedId of feeds.keys()) hide(feedId, endMs)
  return {
    parameters: started.parameters,
    segments: [...segments.values()],
    feeds: [...feeds.values()].map(({ feed, pictures }) => ({ ...feed, pictures })),
    kept,
    watermarks,
  }
}

/** The time of the files: what was kept, end to end, from the first packet on. */
export class RecordingTime {
  readonly #kept: readonly Span[]

  /** @param beginMs of the first packet, on the server's clock */
  constructor(kept: readonly Span[], beginMs: number) {
    this.#kept = kept
      .map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, beginMs), toMs }))
      .filter(({ fromMs, toMs }) => toMs > fromMs)
  }

  get durationMs(): number {
    return this.#kept.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  }

  /** Where a moment is; one that was not kept is where the recording goes on after it. */
  of(atMs: number): number {
    let before = 0
    for (const { fromMs, toMs } of this.#kept) {
      if (atMs < fromMs) return before
      if (atMs < toMs) return before + atMs - fromMs
      before += toMs - fromMs
    }
    return before
  }

  /** Which moment this is of: of two at a cut, the later one. */
  momentOf(recordingMs: number): number {
    let rest = recordingMs
    for (const { fromMs, toMs } of this.#kept) {
      if (rest < toMs - fromMs) return fromMs + rest
      rest -= toMs - fromMs
    }
    return this.#kept.at(-1)?.toMs ?? 0
  }

  /** Where the recording was paused. */
  get cutsMs(): readonly number[] {
    return this.#kept.slice(0, -1).map(({ toMs }) => this.of(toMs))
  }
}
