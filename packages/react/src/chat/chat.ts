import { type FileUploadPort, type MrtcError, type ReadableStore, type RoomPort, Store } from '@mrtc/web-sdk/core'
import { asMrtcError } from '../as-mrtc-error.ts'
import { nameOf } from '../room/room-view.ts'

/** What became of a message of ours. */
export type Delivery =
  /** Of a file. */
  | { readonly state: 'uploading'; readonly share: number; readonly isInterrupted: boolean }
  | { readonly state: 'sending' }
  | { readonly state: 'sent'; readonly recipients: number; readonly delivered: number }
  | { readonly state: 'failed'; readonly error: MrtcError }

/** A file in the conversation. */
export interface ChatFile {
  readonly name: string
  readonly sizeBytes: number
  /** As its content shows it, once the server has it. */
  readonly mimeType?: string
  /** Where it can be fetched, once it can. */
  readonly url?: string
}

/** A message as it is shown. */
export interface ChatMessage {
  /** Of this page; the server's id of a message is only known once it was sent. */
  readonly id: string
  readonly uid: string
  /** As it was when the message came: who left keeps the name. */
  readonly name: string
  /** Empty for a file. */
  readonly text: string
  readonly file?: ChatFile
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Of our own messages. */
  readonly delivery?: Delivery
}

/** The conversation in writing. */
export class Chat {
  readonly #room: RoomPort
  readonly #messages = new Store<readonly ChatMessage[]>([])
  readonly #unread = new Store(0)
  readonly #offs: (() => void)[]
  /** Local ids by the server's ids. */
  readonly #sent = new Map<string, string>()
  /** Deliveries may be heard of before the answer to the sending. */
  readonly #early = new Map<string, number>()
  /** By local id: what is sent again, and on its way. */
  readonly #files = new Map<string, { readonly file: File; upload: FileUploadPort }>()
  #isOpen = false
  #count = 0

  constructor(room: RoomPort) {
    this.#room = room
    this.#offs = [
      room.on('textReceived', ({ messageId, from, text, sentAt }) => {
        const name = nameOf(room.participants.get(from), from)
        this.#add({ id: `in-${messageId}`, uid: from, name, text, at: sentAt })
        if (!this.#isOpen) this.#unread.update((count) => count + 1)
      }),
      room.on('fileReceived', ({ messageId, from, name: fileName, sizeBytes, mimeType, url, sentAt }) => {
        const name = nameOf(room.participants.get(from), from)
        const file = { name: fileName, sizeBytes, mimeType, url }
        this.#add({ id: `in-${messageId}`, uid: from, name, text: '', file, at: sentAt })
        if (!this.#isOpen) this.#unread.update((count) => count + 1)
      }),
      room.on('fileDelivered', ({ messageId }) => this.#delivered(messageId)),
      room.on('textDelivered', ({ messageId }) => this.#delivered(messageId)),
    ]
  }

  get messages(): ReadableStore<readonly ChatMessage[]> {
    return this.#messages
  }

  get unread(): ReadableStore<number> {
    return this.#unread
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** While the panel is open, what comes is read. */
  readonly setOpen = (isOpen: boolean): void => {
    this.#isOpen = isOpen
    if (isOpen) this.#unread.set(0)
  }

  readonly send = async (text: string): Promise<void> => {
    this.#count += 1
    const id = `out-${this.#count}`
    const uid = this.#room.localUid
    const name = nameOf(this.#room.participants.get(uid), uid)
    this.#add({ id, uid, name, text, at: Date.now(), delivery: { state: 'sending' } })
    await this.#transmit(id, text)
  }

  /** Sends a file to everyone; a failure is shown as the message's `delivery`. */
  readonly sendFile = (file: File): void => {
    this.#count += 1
    const id = `out-${this.#count}`
    const uid = this.#room.localUid
    const name = nameOf(this.#room.participants.get(uid), uid)
    const shown = { name: file.name, sizeBytes: file.size }
    this.#add({ id, uid, name, text: '', file: shown, at: Date.now(), delivery: { state: 'sending' } })
    this.#upload(id, file)
  }

  /** Ends an upload. */
  readonly cancelFile = (id: string): void => {
    this.#files.get(id)?.upload.cancel()
    this.#files.delete(id)
    this.#messages.update((all) => all.filter((message) => message.id !== id))
  }

  readonly retry = async (id: string): Promise<void> => {
    const message = this.#messages.get().find((other) => other.id === id)
    if (message?.delivery?.state !== 'failed') return
    const sent = this.#files.get(id)
    if (sent) return this.#upload(id, sent.file)
    this.#setDelivery(id, { state: 'sending' })
    await this.#transmit(id, message.text)
  }

  close(): void {
    for (const off of this.#offs.splice(0)) off()
  }

  #upload(id: string, file: File): void {
    const upload = this.#room.sendFile(file)
    this.#files.set(id, { file, upload })
    const off = upload.on('stateChanged', (state) => {
      if (state.state === 'failed') this.#setDelivery(id, { state: 'failed', error: state.error })
      if ('sentBytes' in state) {
        const share = file.size === 0 ? 0 : state.sentBytes / file.size
        this.#setDelivery(id, { state: 'uploading', share, isInterrupted: state.state === 'interrupted' })
      }
      if (state.state === 'shared') {
        const { messageId, recipients, name, sizeBytes, mimeType, url } = state.file
        const shown = { name, sizeBytes, mimeType, url }
        this.#messages.update((all) =>
          all.map((message) => (message.id === id ? { ...message, file: shown } : message)),
        )
        this.#wasSent(id, messageId, recipients.length)
      }
    })
    this.#offs.push(off)
  }

  #wasSent(id: string, messageId: string, recipients: number): void {
    this.#sent.set(messageId, id)
    const delivered = this.#early.get(messageId) ?? 0
    this.#early.delete(messageId)
    this.#setDelivery(id, { state: 'sent', recipients, delivered })
  }

  async #transmit(id: string, text: string): Promise<void> {
    try {
      const { messageId, recipients } = await this.#room.sendText(text)
      this.#wasSent(id, messageId, recipients.length)
    } catch (error) {
      this.#setDelivery(id, { state: 'failed', error: asMrtcError(error) })
    }
  }

  #delivered(messageId: string): void {
    const id = this.#sent.get(messageId)
    if (id === undefined) {
      this.#early.set(messageId, (this.#early.get(messageId) ?? 0) + 1)
      return
    }
    const delivery = this.#messages.get().find((message) => message.id === id)?.delivery
    if (delivery?.state === 'sent') this.#setDelivery(id, { ...delivery, delivered: delivery.delivered + 1 })
  }

  #add(message: ChatMessage): void {
    this.#messages.update((all) => [...all, message])
  }

  #setDelivery(id: string, delivery: Delivery): void {
    this.#messages.update((all) => all.map((message) => (message.id === id ? { ...message, delivery } : message)))
  }
}
