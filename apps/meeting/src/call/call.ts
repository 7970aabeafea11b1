import type { ClientPort, RoomPort } from '@mrtc/client'
import { Emitter, type RoomCloseReason } from '@mrtc/client'
import { nameOf, RoomModel } from '@mrtc/react'
import { recall } from '../identity/memory.ts'
import type { CallAddress } from '../links/call-link.ts'
import type { LocalMedia } from '../media/local-media.ts'
import type { LocalSource } from '../media/local-source.ts'
import { NetworkHistory } from '../network/history.ts'
import { NetworkLog } from '../network/network-log.ts'
import { type Problem, problemOf } from '../problems/problem.ts'
import { CallRecorder } from '../recording/call-recorder.ts'
import { RecordingNews } from '../recording/recording-news.ts'
import { Shares } from '../share/shares.ts'
import { LayerChooser } from './layer-chooser.ts'
import type { Notice } from './notice.ts'
import { Publisher } from './publisher.ts'

/** Why we are not in the call any more. */
export interface CallEnd {
  readonly reason: RoomCloseReason
  /** What ended the session, if it was not ended on purpose. */
  readonly problem?: Problem
}

export interface CallOptions {
  readonly client: ClientPort
  readonly room: RoomPort
  readonly media: LocalMedia
  /** Media is to go straight to the other page while there are two. @default false */
  readonly isDirect?: boolean
}

/** One call from joining to its end: its parts, and what they tell each other. */
export class Call {
  readonly media: LocalMedia
  readonly room: RoomPort
  /** What is shown of the room. */
  readonly model: RoomModel
  readonly publisher: Publisher
  readonly shares: Shares
  readonly recorder: CallRecorder
  /** Who records, and telling others that we do. */
  readonly recordings: RecordingNews
  readonly history: NetworkHistory
  readonly networkLog: NetworkLog
  readonly layers: LayerChooser
  readonly events = new Emitter<{ notice: [Notice]; ended: [CallEnd] }>()
  readonly isDirect: boolean
  readonly #client: ClientPort
  readonly #closers: (() => void)[] = []
  #isClosed = false

  constructor({ client, room, media, isDirect = false }: CallOptions) {
    this.#client = client
    this.room = room
    this.media = media
    this.isDirect = isDirect
    const report = (problem: Problem) => this.#notify({ about: 'problem', problem })
    this.model = new RoomModel({ client, room, isSeen: (feedId) => this.layers.isSeen(feedId) })
    this.publisher = new Publisher({
      room,
      microphone: media.microphone,
      camera: media.camera,
      preference: recall('pictures') === 'maintain-resolution' ? 'maintain-resolution' : 'maintain-framerate',
      onProblem: report,
    })
    this.shares = new Shares({
      room,
      onProblem: report,
      onCaptureFailed: (device, problem) => this.#notify({ about: 'captureFailed', device, problem }),
      onFileFailed: (name, problem) => this.#notify({ about: 'fileFailed', name, problem }),
    })
    this.recordings = new RecordingNews(room)
    this.recorder = new CallRecorder({
      room,
      model: this.model,
      announce: (isRecording, to) => this.recordings.tell(isRecording, to),
      onProblem: (problem) => this.#notify({ about: 'recordingFailed', problem }),
    })
    this.layers = new LayerChooser(this.model.subscriber.receptions)
    this.history = new NetworkHistory(this.model.network.measurements)
    this.networkLog = new NetworkLog({ client, room })
    const { model, publisher, shares, recordings, recorder, layers, history, networkLog } = this
    const parts = [model, publisher, shares, recordings, recorder, layers, history, networkLog]
    this.#closers.push(...parts.map((part) => () => part.close()))
    this.#announceRecovery()
    this.#announceRoom()
    this.#announceDevice('camera', media.camera)
    this.#announceDevice('microphone', media.microphone)
  }

  get address(): CallAddress {
    const { roomId, rtoken } = this.room
    return { roomId, rtoken, ...(this.isDirect ? { direct: true } : {}) }
  }

  get isCreator(): boolean {
    return this.room.creatorUid === this.room.localUid
  }

  reconnectNow(): void {
    this.#client.reconnectNow()
  }

  /** Removes someone; only the creator may. */
  async remove(uid: string): Promise<void> {
    try {
      await this.room.kick(uid)
    } catch (error) {
      this.#notify({ about: 'problem', problem: problemOf(error) })
    }
  }

  /** Leaves for good and gives up the session; camera and microphone stay with whoever opened them. Idempotent. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    for (const closePart of this.#closers.splice(0).reverse()) closePart()
    await this.#client.close()
  }

  /** Says something to the person at this page. */
  say(notice: Notice): void {
    this.#notify(notice)
  }

  #notify(notice: Notice): void {
    if (!this.#isClosed) this.events.emit('notice', notice)
  }

  #announceRecovery(): void {
    const { connection } = this.model
    let before = connection.get()
    this.#closers.push(
      connection.subscribe(() => {
        const state = connection.get()
        if (before.state === 'resuming' && state.state === 'open') this.#notify({ about: 'recovered' })
        before = state
      }),
    )
  }

  #announceRoom(): void {
    const { room } = this
    this.#closers.push(
      room.on('participantJoined', ({ uid, displayName }) =>
        this.#notify({ about: 'joined', name: displayName || uid }),
      ),
      room.on('participantLeft', ({ uid, displayName }, reason) =>
        this.#notify({ about: 'left', name: displayName || uid, reason }),
      ),
      room.on('feedPublished', ({ uid, source, tag }) => {
        if (uid === room.localUid || (source !== 'screen' && source !== 'file')) return
        const name = nameOf(room.participants.get(uid), uid)
        this.#notify(source === 'screen' ? { about: 'shareStarted', name } : { about: 'fileShared', name, file: tag })
      }),
      room.on('textReceived', ({ from, text }) => {
        if (!this.model.chat.isOpen)
          this.#notify({ about: 'message', name: nameOf(room.participants.get(from), from), text })
      }),
      room.on('closed', (reason) => {
        const state = this.#client.state
        const error = state.state === 'closed' ? state.error : undefined
        this.events.emit('ended', { reason, ...(error === undefined ? {} : { problem: problemOf(error) }) })
      }),
    )
  }

  #announceDevice(device: 'camera' | 'microphone', source: LocalSource): void {
    this.#closers.push(
      source.store.subscribe(() => {
        const state = source.store.get()
        if (state.state === 'failed') this.#notify({ about: 'captureFailed', device, problem: state.problem })
      }),
    )
  }
}
