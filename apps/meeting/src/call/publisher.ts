import type { DegradationPreference, PublicationPort, RoomPort } from '@mrtc/client'
import { type ReadableStore, Store } from '@mrtc/client'
import type { TrackKind } from '@mrtc/protocol'
import type { LocalSource } from '../media/local-source.ts'
import { type SourceState, trackOfSource } from '../media/source-state.ts'
import { type Problem, problemOf } from '../problems/problem.ts'

export interface PublisherOptions {
  readonly room: RoomPort
  readonly microphone: LocalSource
  readonly camera: LocalSource
  /** What of the camera's picture comes first. @default 'maintain-framerate' */
  readonly preference?: DegradationPreference
  readonly onProblem: (problem: Problem) => void
}

/** A conversation in 720p; the guide's default of 600 kbit/s is for one layer of 360p. */
const maxCameraBitrateBps = 1_700_000
/** Doubled for each failure in a row. */
const firstRetryMs = 3_000
const maxRetryMs = 30_000

interface Wanted {
  readonly track?: MediaStreamTrack
  readonly muted: boolean
}

const wantedOf = (source: SourceState): Wanted => {
  const track = trackOfSource(source)
  return { muted: source.state !== 'on', ...(track === undefined ? {} : { track }) }
}

/**
 * Keeps what the room has of us equal to what camera and microphone are. What is on when we join is published as one
 * feed; what is turned on for the first time later becomes a feed of its own, so that nothing that runs is interrupted.
 */
export class Publisher {
  readonly #options: PublisherOptions
  readonly #publications = new Store<ReadonlyMap<TrackKind, PublicationPort>>(new Map())
  readonly #preference: Store<DegradationPreference>
  readonly #offs: (() => void)[]
  #running: Promise<void> | undefined
  #isStale = false
  #retry: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  readonly #closing = new AbortController()

  constructor(options: PublisherOptions) {
    this.#options = options
    this.#preference = new Store(options.preference ?? 'maintain-framerate')
    const refresh = () => this.#refresh()
    this.#offs = [options.microphone.store.subscribe(refresh), options.camera.store.subscribe(refresh)]
    this.#refresh()
  }

  /** What carries our sound and our picture; it may be one publication. */
  get publications(): ReadableStore<ReadonlyMap<TrackKind, PublicationPort>> {
    return this.#publications
  }

  /** What of the camera's picture comes first when there is too little for both: that it is smooth, or that it is clear. */
  get preference(): ReadableStore<DegradationPreference> {
    return this.#preference
  }

  prefer(preference: DegradationPreference): void {
    this.#preference.set(preference)
    const setting = this.#publications.get().get('video')?.setDegradationPreference(preference)
    setting?.catch((error: unknown) => {
      if (!this.#isOver) this.#options.onProblem(problemOf(error))
    })
  }

  /** Does not unpublish: it is for when the room is left. */
  close(): void {
    this.#closing.abort()
    clearTimeout(this.#retry)
    for (const off of this.#offs.splice(0)) off()
  }

  get #isOver(): boolean {
    return this.#closing.signal.aborted || this.#options.room.closed
  }

  /** One reconciliation at a time; changes meanwhile start another after it. */
  #refresh(): void {
    this.#isStale = true
    if (this.#running !== undefined || this.#isOver) return
    this.#running = this.#run().finally(() => {
      this.#running = undefined
    })
  }

  async #run(): Promise<void> {
    while (this.#isStale && !this.#isOver) {
      this.#isStale = false
      try {
        await this.#reconcile()
        this.#failures = 0
      } catch (error) {
        if (this.#isOver) return
        // Said once: who reads it again every few seconds can do no more.
        if (this.#failures === 0) this.#options.onProblem(problemOf(error))
        clearTimeout(this.#retry)
        this.#retry = setTimeout(() => this.#refresh(), Math.min(firstRetryMs * 2 ** this.#failures, maxRetryMs))
        this.#failures += 1
        return
      }
    }
  }

  async #reconcile(): Promise<void> {
    const sources = { audio: this.#options.microphone.store.get(), video: this.#options.camera.store.get() }
    const wanted = { audio: wantedOf(sources.audio), video: wantedOf(sources.video) }
    // A device that starts says so when it is done. Until then a feed would be published without it, and one that
    // changes from one camera to another would be muted for a moment.
    for (const kind of ['audio', 'video'] as const) {
      if (sources[kind].state !== 'starting') await this.#adjust(kind, wanted[kind])
    }
    const isStarting = Object.values(sources).some((source) => source.state === 'starting')
    if (!isStarting) await this.#publishMissing(wanted)
  }

  async #adjust(kind: TrackKind, { track, muted }: Wanted): Promise<void> {
    const publication = this.#publications.get().get(kind)
    if (publication === undefined) return
    if (muted && !publication.isMuted(kind)) await publication.setMuted(kind, true)
    if (track !== undefined && publication.tracks[kind] !== track) await publication.replaceTrack(kind, track)
    if (!muted && publication.isMuted(kind)) await publication.setMuted(kind, false)
  }

  async #publishMissing(wanted: Record<TrackKind, Wanted>): Promise<void> {
    const { room } = this.#options
    const missing = (['audio', 'video'] as const).filter(
      (kind) => wanted[kind].track !== undefined && !this.#publications.get().has(kind),
    )
    if (missing.length === 0) return
    const audio = missing.includes('audio') ? wanted.audio.track : undefined
    const video = missing.includes('video') ? wanted.video.track : undefined
    const publication = await room.publish(
      {
        source: 'camera',
        maxVideoBitrateBps: maxCameraBitrateBps,
        degradationPreference: this.#preference.get(),
        ...(audio === undefined ? {} : { audio, audioMuted: wanted.audio.muted }),
        ...(video === undefined ? {} : { video, videoMuted: wanted.video.muted }),
      },
      { signal: this.#closing.signal },
    )
    this.#publications.update((all) => {
      const next = new Map(all)
      for (const kind of missing) next.set(kind, publication)
      return next
    })
    publication.on('closed', () => {
      this.#publications.update((all) => new Map([...all].filter(([, other]) => other !== publication)))
      this.#refresh()
    })
  }
}
