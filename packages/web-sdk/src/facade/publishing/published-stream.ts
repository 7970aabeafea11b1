import type { PublicationPort, TrackKind } from '../call-ports.ts'
import type { PublishSettings } from '../config/index.ts'
import type { LabelElement, MediaElement, Player } from '../page/index.ts'
import type { OpenedSource } from './capture-source.ts'

/** Where the own picture and the stream id are shown. */
export interface PublishedView {
  readonly video: MediaElement | undefined
  readonly label: LabelElement | undefined
}

export interface PublishedStreamOptions {
  readonly sid: number
  readonly tag: string
  readonly publication: PublicationPort
  readonly settings: PublishSettings
  readonly media: OpenedSource
  readonly view: PublishedView
  readonly player: Player
}

const kinds: readonly TrackKind[] = ['audio', 'video']

/** A stream of ours that others can see: its publication and what it is made of now. */
export class PublishedStream {
  readonly sid: number
  readonly tag: string
  readonly publication: PublicationPort
  readonly #view: PublishedView
  readonly #player: Player
  #settings: PublishSettings
  #media: OpenedSource

  constructor({ sid, tag, publication, settings, media, view, player }: PublishedStreamOptions) {
    this.sid = sid
    this.tag = tag
    this.publication = publication
    this.#settings = settings
    this.#media = media
    this.#view = view
    this.#player = player
    for (const element of [view.video, view.label]) element?.setAttribute('name', String(sid))
    if (view.label) view.label.textContent = String(sid)
  }

  get media(): OpenedSource {
    return this.#media
  }

  get settings(): PublishSettings {
    return this.#settings
  }

  /** The kinds that it was published with. */
  get kinds(): readonly TrackKind[] {
    return kinds.filter((kind) => this.publication.tracks[kind] !== undefined)
  }

  /** Shows something else under the same feed; what it showed before is stopped. Kinds that are missing are muted. */
  async replace(media: OpenedSource, settings: PublishSettings): Promise<void> {
    for (const kind of this.kinds) {
      const track = media[kind]
      if (track === undefined) {
        await this.publication.setMuted(kind, true)
        continue
      }
      await this.publication.replaceTrack(kind, track)
      await this.publication.setMuted(kind, kind === 'audio' ? settings.audioMuted : settings.videoMuted)
    }
    this.#adopt(media, settings)
    if (this.kinds.includes('video')) await this.publication.setMaxVideoBitrate(settings.maxVideoBitrateBps)
    await this.publication.setSource(settings.source.device)
  }

  /** Sends one track instead of the one that ended; the rest of the source goes on. */
  async mend(kind: TrackKind, mended: OpenedSource): Promise<void> {
    const track = mended[kind]
    if (track === undefined) return
    await this.publication.replaceTrack(kind, track)
    const before = this.#media
    this.#media = {
      ...before,
      [kind]: track,
      ...(mended.camera ? { camera: mended.camera } : {}),
      effects: { ...before.effects, ...mended.effects },
      stop: () => {
        before.stop()
        mended.stop()
      },
    }
    this.#show()
  }

  /** Says that settings changed without another capture. */
  keep(settings: PublishSettings): void {
    this.#settings = settings
  }

  end(): void {
    this.#media.stop()
    if (this.#view.video) this.#player.clear(this.#view.video)
  }

  #adopt(media: OpenedSource, settings: PublishSettings): void {
    const before = this.#media
    this.#media = media
    this.#settings = settings
    this.#show()
    before.stop()
  }

  #show(): void {
    const { video } = this.#media
    if (this.#view.video && video) this.#player.show(this.#view.video, video, { isSilent: true })
  }
}
