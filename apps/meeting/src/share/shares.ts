import type { PublicationPort, PublishOptions, RoomPort } from '@mrtc/client'
import { type ReadableStore, Store } from '@mrtc/client'
import { MrtcError } from '@mrtc/protocol/errors'
import { type CapturedFile, captureFile } from '@mrtc/web-sdk'
import { openCamera, openScreen } from '../media/capture.ts'
import { type CaptureProblem, captureProblemOf } from '../media/capture-problem.ts'
import { type Problem, problemOf } from '../problems/problem.ts'
import { type FileProblem, type Share, type ShareKind, tagOf } from './share.ts'

export interface SharesView {
  readonly shares: readonly Share[]
  /** Something is being opened or published. */
  readonly isStarting: boolean
}

/** A PDF that wants its password. */
export interface LockedFile {
  readonly file: File
  /** One was given, and it was another. */
  readonly wasWrong: boolean
}

export interface SharesOptions {
  readonly room: RoomPort
  readonly onProblem: (problem: Problem) => void
  readonly onCaptureFailed: (device: 'screen' | 'camera', problem: CaptureProblem) => void
  readonly onFileFailed: (name: string, problem: FileProblem) => void
}

/** Text must be readable; motion may suffer. */
const still = {
  simulcast: false,
  maxVideoBitrateBps: 2_500_000,
  degradationPreference: 'maintain-resolution',
} as const satisfies Partial<PublishOptions>
const film = { ...still, degradationPreference: 'maintain-framerate' } as const
const camera = { maxVideoBitrateBps: 1_700_000 } as const

const settingsOf = (kind: ShareKind, media: CapturedFile): Partial<PublishOptions> => {
  if (kind === 'camera') return camera
  return media.playback === undefined ? still : film
}

/** A film without sound, or sound without a picture, has one track. */
const endingOf = ({ video, audio }: CapturedFile) => video ?? audio

const fileProblemOf = (error: unknown): FileProblem => {
  const reason = error instanceof MrtcError ? error.data?.reason : undefined
  if (reason === 'tooLarge') return 'tooLarge'
  return reason === 'unsupported' ? 'unknown' : 'unreadable'
}

/** All that we show besides ourselves. */
export class Shares {
  readonly #options: SharesOptions
  readonly #view = new Store<SharesView>({ shares: [], isStarting: false })
  readonly #locked = new Store<LockedFile | undefined>(undefined)
  readonly #closing = new AbortController()

  constructor(options: SharesOptions) {
    this.#options = options
  }

  get store(): ReadableStore<SharesView> {
    return this.#view
  }

  /** What waits for {@link unlock} or {@link forgetLocked}. */
  get locked(): ReadableStore<LockedFile | undefined> {
    return this.#locked
  }

  /** The screen that is shared; there is one at most. */
  get screen(): Share | undefined {
    return this.#view.get().shares.find(({ kind }) => kind === 'screen')
  }

  /** Must be called from a click: browsers show the choice of screens for that only. */
  async toggleScreen(): Promise<void> {
    const { screen } = this
    if (screen !== undefined) return this.stop(screen.feedId)
    await this.#share('screen', '', async () => {
      try {
        const { video, audio } = await openScreen()
        return captured(video, audio)
      } catch (error) {
        const problem = captureProblemOf(error)
        // Closing the browser's dialogue is a choice, no failure.
        if (problem !== 'denied' && !this.#isOver) this.#options.onCaptureFailed('screen', problem)
        return undefined
      }
    })
  }

  /** A camera besides the one that shows us. */
  async shareCamera(deviceId: string, name: string): Promise<void> {
    await this.#share('camera', name, async () => {
      try {
        return captured(await openCamera(deviceId))
      } catch (error) {
        if (!this.#isOver) this.#options.onCaptureFailed('camera', captureProblemOf(error))
        return undefined
      }
    })
  }

  /** A picture, a PDF, a video or sound. One that is protected waits in {@link locked}. */
  async shareFile(file: File, password?: string): Promise<void> {
    this.#locked.set(undefined)
    await this.#share('file', file.name, async () => {
      try {
        return await captureFile(file, {
          signal: this.#closing.signal,
          ...(password === undefined ? {} : { password }),
        })
      } catch (error) {
        const isLocked = error instanceof MrtcError && error.data?.reason === 'locked'
        if (isLocked) this.#locked.set({ file, wasWrong: password !== undefined })
        else if (!this.#isOver) this.#options.onFileFailed(file.name, fileProblemOf(error))
        return undefined
      }
    })
  }

  async unlock(password: string): Promise<void> {
    const locked = this.#locked.get()
    if (locked !== undefined) await this.shareFile(locked.file, password)
  }

  forgetLocked(): void {
    this.#locked.set(undefined)
  }

  async stop(feedId: string): Promise<void> {
    const share = this.#view.get().shares.find((other) => other.feedId === feedId)
    if (share === undefined) return
    this.#ended(share)
    try {
      await share.publication.close()
    } catch (error) {
      if (!this.#isOver) this.#options.onProblem(problemOf(error))
    }
  }

  /** Does not unpublish: it is for when the room is left. */
  close(): void {
    this.#closing.abort()
    for (const share of this.#view.get().shares) this.#ended(share)
  }

  get #isOver(): boolean {
    return this.#closing.signal.aborted || this.#options.room.closed
  }

  /** @param open gives nothing when it said itself why */
  async #share(kind: ShareKind, name: string, open: () => Promise<CapturedFile | undefined>): Promise<void> {
    if (this.#view.get().isStarting || this.#isOver) return
    this.#view.update((view) => ({ ...view, isStarting: true }))
    try {
      const media = await open()
      if (media === undefined) return
      if (this.#isOver) media.stop()
      else await this.#publish(kind, name, media)
    } finally {
      this.#view.update((view) => ({ ...view, isStarting: false }))
    }
  }

  async #publish(kind: ShareKind, name: string, media: CapturedFile): Promise<void> {
    let publication: PublicationPort
    try {
      publication = await this.#options.room.publish(
        {
          ...(media.video ? { video: media.video } : {}),
          ...(media.audio ? { audio: media.audio } : {}),
          source: kind,
          tag: tagOf(kind, name),
          ...settingsOf(kind, media),
        },
        { signal: this.#closing.signal },
      )
    } catch (error) {
      media.stop()
      if (!this.#isOver) this.#options.onProblem(problemOf(error))
      return
    }
    const share: Share = { feedId: publication.feedId, kind, name, publication, media }
    this.#view.update((view) => ({ ...view, shares: [...view.shares, share] }))
    publication.on('closed', () => this.#ended(share))
    // The browser's own "stop sharing", the end of a film, a camera that is unplugged.
    const ending = endingOf(media)
    ending?.addEventListener('ended', () => void this.stop(share.feedId), { once: true })
    if (ending?.readyState === 'ended') await this.stop(share.feedId)
  }

  #ended(share: Share): void {
    share.media.stop()
    this.#view.update((view) => ({ ...view, shares: view.shares.filter((other) => other !== share) }))
  }
}

const captured = (video: MediaStreamTrack, audio?: MediaStreamTrack): CapturedFile => ({
  video,
  ...(audio === undefined ? {} : { audio }),
  stop: () => {
    video.stop()
    audio?.stop()
  },
})
