import { MrtcError } from '@mrtc/protocol/errors'
import type { Background } from '../../effects/index.ts'
import type { PublicationPort, RoomPort, TrackKind, VideoCodec } from '../call-ports.ts'
import { endOfStream, type MediaEnd, mediaCloseCode } from '../codes.ts'
import type { PublishSettings, PublishTarget } from '../config/index.ts'
import { canonicalError, meetingError } from '../failures.ts'
import { Fault, parameterFault } from '../fault.ts'
import type { Notify } from '../notify.ts'
import type { Player } from '../page/index.ts'
import type { OpenedSource } from './capture-source.ts'
import { keptEffects, ofBackground, watchEffects } from './effects.ts'
import { type FilterEdges, openSource } from './filtered-source.ts'
import { mendWhenItEnds } from './mending.ts'
import { PublishedStream, type PublishedView } from './published-stream.ts'

type Stream =
  | { readonly state: 'starting'; readonly abort: AbortController }
  | { readonly state: 'published'; readonly stream: PublishedStream }
  | { readonly state: 'closing'; readonly done: Promise<void>; readonly stream: PublishedStream }

/** Told of streams that stand, and of their ends. */
export interface StreamObserver {
  published(stream: PublishedStream): void
  /** It sends other tracks than before. */
  changed(stream: PublishedStream): void
  ended(sid: number): void
}

export interface PublishingOptions extends FilterEdges {
  readonly room: RoomPort
  readonly notify: Notify
  readonly player: Player
  /** What SetLocalCodecType asked for, if anything. */
  readonly codec: () => VideoCodec | undefined
  readonly observer: StreamObserver
}

/** Our streams in one room, by sid. */
export class Publishing {
  readonly #options: PublishingOptions
  readonly #streams = new Map<number, Stream>()

  constructor(options: PublishingOptions) {
    this.#options = options
  }

  /** OnMediaCallSucc and OnPublishSucc, or OnMediaCallFail or OnPublishFailed. @throws MeetingError */
  async publish(sid: number, settings: PublishSettings, target: PublishTarget, limit?: AbortSignal): Promise<void> {
    const { notify, player, observer } = this.#options
    const view = this.#view(sid, settings, target)
    const abort = new AbortController()
    this.#streams.set(sid, { state: 'starting', abort })
    const signal = limit === undefined ? abort.signal : AbortSignal.any([abort.signal, limit])
    const media = await this.#captureMedia(sid, settings, target.tag, signal)
    notify('OnMediaCallSucc', sid)
    if (view.video && media.video) player.show(view.video, media.video, { isSilent: true })
    let stream: PublishedStream
    try {
      const publication = await this.#publishMedia(settings, target.tag, media, abort.signal)
      stream = new PublishedStream({ sid, tag: target.tag, publication, settings, media, view, player })
      this.#follow(stream)
      this.#streams.set(sid, { state: 'published', stream })
    } catch (thrown) {
      media.stop()
      if (view.video) player.clear(view.video)
      throw this.#failed(sid, thrown)
    }
    notify('OnPublishSucc', sid)
    if (this.find(sid) === stream) observer.published(stream)
  }

  /** OnUnPublishSucc and OnMediaClose 5001. */
  async unpublish(sid: number): Promise<void> {
    const entry = this.#streams.get(sid)
    if (entry === undefined) throw unknownStream(sid)
    if (entry.state === 'closing') return entry.done
    if (entry.state === 'starting') {
      this.#finishUnpublish(sid)
      entry.abort.abort()
      return
    }
    const { stream } = entry
    const { promise: done, resolve } = Promise.withResolvers<void>()
    // Before it closes: it tells its end at once.
    this.#streams.set(sid, { state: 'closing', done, stream })
    // Without an answer it is over all the same: the server ends it with the session.
    await stream.publication.close().catch(() => {})
    this.#finishUnpublish(sid)
    resolve()
  }

  async setMuted(sid: number, kind: TrackKind, muted: boolean): Promise<void> {
    await this.get(sid).publication.setMuted(kind, muted)
  }

  /** A stream that stands. */
  find(sid: number): PublishedStream | undefined {
    const entry = this.#streams.get(sid)
    return entry?.state === 'published' ? entry.stream : undefined
  }

  /** @throws Fault notPublished */
  get(sid: number): PublishedStream {
    const stream = this.find(sid)
    if (stream === undefined) throw unknownStream(sid)
    return stream
  }

  /** All that stand. */
  get all(): readonly PublishedStream[] {
    return [...this.#streams.values()].flatMap((entry) => (entry.state === 'published' ? [entry.stream] : []))
  }

  /** Shows something else under the same feed. @throws MrtcError as capturing and publishing do */
  async replace(stream: PublishedStream, wanted: PublishSettings): Promise<void> {
    // Another camera does not show the room of one who blurred it.
    const settings = { ...wanted, effects: keptEffects(wanted.effects, stream.settings.effects) }
    const abort = new AbortController()
    const off = stream.publication.on('closed', () => abort.abort())
    try {
      const media = await openSource(settings, stream.tag, this.#options, abort.signal)
      if (this.find(stream.sid) !== stream) {
        media.stop()
        throw unknownStream(stream.sid)
      }
      try {
        await stream.replace(media, settings)
      } catch (error) {
        if (stream.media !== media) media.stop()
        throw error
      }
    } finally {
      off()
    }
    this.#watchSource(stream)
    this.#options.observer.changed(stream)
  }

  /** Puts something else behind the person, without capturing anew where that can be. @throws MrtcError as capturing does */
  async setBackground(stream: PublishedStream, background: Background): Promise<void> {
    if (stream.media.effects?.background === undefined) {
      // First one that does nothing yet: it covers the picture while another is loaded.
      const { settings } = stream
      await this.replace(stream, { ...settings, effects: { ...settings.effects, background: { kind: 'none' } } })
    }
    // Also when it fails: then all of the picture is blurred, and another camera must not show more.
    stream.keep({ ...stream.settings, effects: { ...stream.settings.effects, background } })
    await stream.media.effects?.background?.set(background).catch(ofBackground)
  }

  /** @throws MrtcError as capturing does */
  async setNoiseSuppression(stream: PublishedStream, suppressesNoise: boolean): Promise<void> {
    const { settings, media } = stream
    const wanted = { ...settings, effects: { ...settings.effects, suppressesNoise } }
    const running = media.effects?.noise
    if (running === undefined) return this.replace(stream, wanted)
    stream.keep(wanted)
    running.set(suppressesNoise)
  }

  /** The room is over: every stream gets its OnMediaClose. */
  close(end: MediaEnd): void {
    for (const sid of [...this.#streams.keys()]) this.#end(sid, mediaCloseCode(end))
  }

  /** The elements, or -1072 when the picture has none to be shown in. */
  #view(sid: number, settings: PublishSettings, target: PublishTarget): PublishedView {
    const { page, notify } = this.#options
    const video = target.video === undefined ? undefined : page.mediaElement(target.video)
    const needsVideo = settings.kinds.includes('video')
    if (needsVideo && video === undefined) {
      const message = 'must be a video element of the page, or its id, when video is published'
      const error = meetingError('publish', parameterFault('publish_video_id', message, 'videoTagMissing'))
      notify('OnPublishFailed', sid, error.code, error.msg)
      throw error
    }
    return { video, label: target.label === undefined ? undefined : page.label(target.label) }
  }

  async #captureMedia(sid: number, settings: PublishSettings, tag: string, signal: AbortSignal): Promise<OpenedSource> {
    try {
      return await openSource(settings, tag, this.#options, signal)
    } catch (thrown) {
      const error = meetingError('capture', thrown)
      this.#options.notify('OnMediaCallFail', error.code, error.msg)
      this.#end(sid, mediaCloseCode('captureFailed'))
      throw error
    }
  }

  async #publishMedia(
    settings: PublishSettings,
    tag: string,
    media: OpenedSource,
    signal: AbortSignal,
  ): Promise<PublicationPort> {
    const { room, codec } = this.#options
    const chosenCodec = codec()
    const publication = await room.publish(
      {
        ...(media.audio ? { audio: media.audio } : {}),
        ...(media.video ? { video: media.video } : {}),
        ...(chosenCodec === undefined ? {} : { codec: chosenCodec }),
        tag,
        source: settings.source.device,
        maxVideoBitrateBps: settings.maxVideoBitrateBps,
        degradationPreference: settings.degradationPreference,
        audioMuted: settings.audioMuted,
        videoMuted: settings.videoMuted,
      },
      { signal },
    )
    if (!signal.aborted) return publication
    void publication.close().catch(() => {})
    throw new MrtcError('REQUEST_ABORTED')
  }

  #follow(stream: PublishedStream): void {
    const { sid, publication } = stream
    publication.on('closed', (reason) => {
      // When the room is over it tells so itself, next.
      if (this.#options.room.closed || this.find(sid) !== stream) return
      this.#end(sid, mediaCloseCode(endOfStream[reason]))
    })
    this.#watchSource(stream)
  }

  /** Sources end by themselves: the person stops sharing, a file is over, a camera is unplugged. */
  #watchSource(stream: PublishedStream): void {
    const { media, settings } = stream
    const isCurrent = () => this.find(stream.sid) === stream && stream.media === media
    const { device } = settings.source
    this.#watchEffects(stream)
    if (device === 'camera') {
      mendWhenItEnds(stream, {
        ...this.#options,
        isPublished: () => this.find(stream.sid) === stream,
        onMended: () => {
          this.#watchEffects(stream)
          this.#options.observer.changed(stream)
        },
      })
    }
    if (device !== 'screen' && device !== 'region' && device !== 'file') return
    const ending = media.video ?? media.audio
    ending?.addEventListener('ended', () => {
      if (!isCurrent()) return
      this.#options.notify(device === 'file' ? 'OnFileStreamClosed' : 'OnDesktopDisplayClosed')
      // The application may have unpublished it, or shown something else, in the callback.
      if (isCurrent()) void this.unpublish(stream.sid)
    })
  }

  #watchEffects(stream: PublishedStream): void {
    watchEffects(stream.media, (kind, { message }) => {
      const effect = kind === 'video' ? 'background' : 'noise_suppression'
      if (this.find(stream.sid) === stream) this.#options.notify('OnEffectFailed', stream.sid, effect, message)
    })
  }

  #failed(sid: number, thrown: unknown): Error {
    const error = meetingError('publish', thrown)
    this.#options.notify('OnPublishFailed', sid, error.code, error.msg)
    this.#end(sid, mediaCloseCode(canonicalError(thrown)))
    return error
  }

  #finishUnpublish(sid: number): void {
    const entry = this.#streams.get(sid)
    this.#forget(sid)
    this.#options.notify('OnUnPublishSucc', sid)
    if (entry) this.#options.notify('OnMediaClose', mediaCloseCode('unpublished'), sid)
  }

  /** Once a stream: whoever comes first says why. */
  #end(sid: number, code: number): void {
    const entry = this.#streams.get(sid)
    if (entry === undefined) return
    this.#forget(sid)
    if (entry.state === 'starting') entry.abort.abort()
    this.#options.notify('OnMediaClose', code, sid)
  }

  #forget(sid: number): void {
    const entry = this.#streams.get(sid)
    this.#streams.delete(sid)
    if (entry === undefined || entry.state === 'starting') return
    entry.stream.end()
    this.#options.observer.ended(sid)
  }
}

function unknownStream(sid: number): Fault {
  return new Fault('notPublished', 'FEED_NOT_FOUND', `No stream is published under sid ${sid}.`)
}
