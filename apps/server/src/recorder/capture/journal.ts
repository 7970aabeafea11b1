/** What happened while a recording ran, as lines of JSON: together with the segments all that rendering needs. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordingEnd, RecordingParameters, TrackKind, Watermark } from '@mrtc/protocol'
import { AppendFile } from './append-file.ts'

type Entry =
  | {
      readonly event: 'started'
      readonly recordId: string
      readonly roomId: string
      readonly parameters: RecordingParameters
    }
  | { readonly event: 'joined'; readonly uid: string }
  | { readonly event: 'left'; readonly uid: string }
  | {
      readonly event: 'feedPublished'
      readonly feedId: string
      readonly uid: string
      readonly tag: string
      readonly kinds: readonly TrackKind[]
    }
  | { readonly event: 'feedEnded'; readonly feedId: string }
  | { readonly event: 'muted'; readonly feedId: string; readonly kind: TrackKind; readonly muted: boolean }
  | {
      readonly event: 'segmentStarted'
      readonly segment: number
      readonly feedId: string
      readonly kind: TrackKind
      readonly mimeType: string
      readonly payloadType: number
      readonly clockRate: number
    }
  | { readonly event: 'segmentEnded'; readonly segment: number }
  | {
      readonly event: 'senderReport'
      readonly segment: number
      readonly ntpMs: number
      readonly rtpTimestamp: number
    }
  | { readonly event: 'keyFrameRequested'; readonly segment: number }
  | { readonly event: 'paused' }
  | { readonly event: 'resumed' }
  | { readonly event: 'watermarksChanged'; readonly watermarks: readonly Watermark[] }
  | { readonly event: 'ended'; readonly reason: RecordingEnd }

/** `atMs`: milliseconds since the epoch, of the server's clock, which packets' arrivals are told in, too. */
export type JournalEntry = Entry & { readonly atMs: number }
export type JournalEvent = Entry

const fileName = 'journal.jsonl'

export class Journal {
  readonly #file: AppendFile
  readonly #now: () => number

  constructor(options: { dir: string; now: () => number; failed: (error: Error) => void }) {
    this.#file = new AppendFile(join(options.dir, fileName), options.failed)
    this.#now = options.now
  }

  write(event: JournalEvent): void {
    this.#file.append(Buffer.from(`${JSON.stringify({ ...event, atMs: this.#now() })}\n`))
  }

  flush(): Promise<void> {
    return this.#file.flush()
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

/** A line that a crash cut off is left out. @throws when there is no journal */
export async function readJournal(dir: string): Promise<JournalEntry[]> {
  const lines = (await readFile(join(dir, fileName), 'utf8')).split('\n')
  return lines.slice(0, -1).map((line) => JSON.parse(line) as JournalEntry)
}
