import { MrtcError } from '@mrtc/protocol/errors'
import type { CapturedMedia } from '../../capture/index.ts'
import type { PublicationPort, RoomPort, TrackKind } from '../call-ports.ts'
import { endOfStream, type MediaEnd, mediaCloseCode } from '../codes.ts'
import type { PublishSettings, PublishTarget } from '../config/index.ts'
import { canonicalError, meetingError } from '../failures.ts'
import { Fault, parameterFault } from '../fault.ts'
import type { Notify } from '../notify.ts'
import type { LabelElement, MediaElement, Page, Player } from '../page/index.ts'
import type { Capture } from '../ports.ts'
import { captureSource } from './capture-source.ts'

/** Where the own picture and the stream id are shown. */
interface View {
  readonly video: MediaElement | undefined
  readonly label: LabelElement | undefined
}

type PublishedStream =
  | { readonly state: 'starting'; readonly abort: AbortController }
  | { readonly state: 'published'; readonly publication: PublicationPort; readonly end: () => void }
  | { readonly state: 'closing'; readonly done: Promise<void>; readonly end: () => void }

export interface PublishingOptions {
  readonly room: RoomPort
  readonly notify: Notify
  readonly page: Page
  readonly player: Player
  readonly capture: Capture
}

/** Our streams in one room, by sid. */
export class Publishing {
  readonly #options: PublishingOptions
  readonly #streams = new Map<number, PublishedStream>()

  constructor(options: PublishingOptions) {
    this.#options = options
  }

  /** OnMediaCallSucc and OnPublishSucc, or OnMediaCallFail or OnPublishFailed. @throws MeetingError */
  async publish(sid: number, settings: PublishSettings, target: PublishTarget): Promise<void> {
    const { notify } = this.#options
    const view = this.#view(sid, settings, target)
    const abort = new AbortController()
    this.#streams.set(sid, { state: 'starting', abort })
    const media = await this.#captureMedia(sid, settings, abort.signal)
    notify('OnMediaCallSucc', sid)
    if (view.video && media.video) this.#options.player.show(view.video, media.video, { isSilent: true })
    const end = () => {
      media.stop()
      if (view.video) this.#options.player.clear(view.video)
    }
    try {
      const publication = await this.#publishMedia(settings, target.tag, media, abort.signal)
      this.#follow(sid, publication, media, settings)
      this.#streams.set(sid, { state: 'published', publication, end })
    } catch (thrown) {
      end()
      throw this.#failed(sid, thrown)
    }
    for (const element of [view.video, view.label]) element?.setAttribute('name', String(sid))
    if (view.label) view.label.textContent = String(sid)
    notify('OnPublishSucc', sid)
  }

  /** OnUnPublishSucc and OnMediaClose 5001. */
  async unpublish(sid: number): Promise<void> {
    const stream = this.#streams.get(sid)
    if (stream === undefined) throw unknownStream(sid)
    if (stream.state === 'closing') return stream.done
    if (stream.state === 'starting') {
      this.#finishUnpublish(sid)
      stream.abort.abort()
      return
    }
    const { promise: done, resolve } = Promise.withResolvers<void>()
    // Before it closes: it tells its end at once.
    this.#streams.set(sid, { state: 'closing', done, end: stream.end })
    // Without an answer it is over all the same: the server ends it with the session.
    await stream.publication.close().catch(() => {})
    this.#finishUnpublish(sid)
    resolve()
  }

  async setMuted(sid: number, kind: TrackKind, muted: boolean): Promise<void> {
    const stream = this.#streams.get(sid)
    if (stream?.state !== 'published') throw unknownStream(sid)
    await stream.publication.setMuted(kind, muted)
  }

  /** The room is over: every stream gets its OnMediaClose. */
  close(end: MediaEnd): void {
    for (const sid of [...this.#streams.keys()]) this.#end(sid, mediaCloseCode(end))
  }

  /** The elements, or -1072 when the picture has none to be shown in. */
  #view(sid: number, settings: PublishSettings, target: PublishTarget): View {
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

  async #captureMedia(sid: number, settings: PublishSettings, signal: AbortSignal): Promise<CapturedMedia> {
    try {
      return await captureSource(settings, this.#options.capture, signal)
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
    media: CapturedMedia,
    signal: AbortSignal,
  ): Promise<PublicationPort> {
    const { room } = this.#options
    const publication = await room.publish(
      {
        ...(media.audio ? { audio: media.audio } : {}),
        ...(media.video ? { video: media.video } : {}),
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

  #follow(sid: number, publication: PublicationPort, media: CapturedMedia, settings: PublishSettings): void {
    publication.on('closed', (reason) => {
      // When the room is over it tells so itself, next.
      if (this.#options.room.closed || this.#streams.get(sid)?.state !== 'published') return
      this.#end(sid, mediaCloseCode(endOfStream[reason]))
    })
    if (settings.source.device !== 'screen') return
    media.video?.addEventListener('ended', () => {
      if (this.#streams.get(sid)?.state !== 'published') return
      this.#options.notify('OnDesktopDisplayClosed')
      // The application may have unpublished it in the callback.
      if (this.#streams.has(sid)) void this.unpublish(sid)
    })
  }

  #failed(sid: number, thrown: unknown): Error {
    const error = meetingError('publish', thrown)
    this.#options.notify('OnPublishFailed', sid, error.code, error.msg)
    this.#end(sid, mediaCloseCode(canonicalError(thrown)))
    return error
  }

  #finishUnpublish(sid: number): void {
    const stream = this.#streams.get(sid)
    this.#streams.delete(sid)
    if (stream && stream.state !== 'starting') stream.end()
    this.#options.notify('OnUnPublishSucc', sid)
    if (stream) this.#options.notify('OnMediaClose', mediaCloseCode('unpublished'), sid)
  }

  /** Once a stream: whoever comes first says why. */
  #end(sid: number, code: number): void {
    const stream = this.#streams.get(sid)
    if (stream === undefined) return
    this.#streams.delete(sid)
    if (stream.state === 'starting') stream.abort.abort()
    else stream.end()
    this.#options.notify('OnMediaClose', code, sid)
  }
}

function unknownStream(sid: number): Fault {
  return new Fault('notPublished', 'FEED_NOT_FOUND', `No stream is published under sid ${sid}.`)
}
