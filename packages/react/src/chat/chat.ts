import { type MrtcError, type ReadableStore, type RoomPort, Store } from '@mrtc/web-sdk/core'
import { asMrtcError } from '../as-mrtc-error.ts'
import { nameOf } from '../room/room-view.ts'

/** What became of a message of ours. */
export type Delivery =
  | { readonly state: 'sending' }
  | { readonly state: 'sent'; readonly recipients: number; readonly delivered: number }
  | { readonly state: 'failed'; readonly error: MrtcError }

/** A message as it is shown. */
export interface ChatMessage {
  /** Of this page; the server's id of a message is only known once it was sent. */
  readonly id: string
  readonly uid: string
  /** As it was when the message came: who left keeps the name. */
  readonly name: string
  readonly text: string
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

  readonly retry = async (id: string): Promise<void> => {
    const message = this.#messages.get().find((other) => other.id === id)
    if (message?.delivery?.state !== 'failed') return
    this.#setDelivery(id, { state: 'sending' })
    await this.#transmit(id, message.text)
  }

  close(): void {
    for (const off of this.#offs.splice(0)) off()
  }

  async #transmit(id: string, text: string): Promise<void> {
    try {
      const { messageId, recipients } = await this.#room.sendText(text)
      this.#sent.set(messageId, id)
      const delivered = this.#early.get(messageId) ?? 0
      this.#early.delete(messageId)
      this.#setDelivery(id, { state: 'sent', recipients: recipients.length, delivered })
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
