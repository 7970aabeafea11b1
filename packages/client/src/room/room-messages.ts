import { type AnyEvent, type EventName, limits, MrtcError } from '@mrtc/protocol'
import type { Clock } from '../clock.ts'
import type { Emitter } from '../emitter.ts'
import type { RoomFiles } from '../files/index.ts'
import { throwIfAborted } from '../limited.ts'
import type { Logger } from '../logger.ts'
import type { RequestFunction } from '../session/index.ts'
import { MessageInbox } from './message-inbox.ts'
import { MessageReceipts } from './message-receipts.ts'
import type { RoomEvents } from './room-events.ts'
import { type CommandOutcome, SentCommands } from './sent-commands.ts'

/** How long receivers have to acknowledge a command unless the application says otherwise. */
const commandTimeoutMs = 10_000

/** Who is to get a message. */
export interface SendOptions {
  /** @default everyone else */
  readonly to?: readonly string[]
  readonly signal?: AbortSignal
}

/** Who is to get a command, and how soon. */
export interface CommandOptions extends SendOptions {
  /** How long receivers have to acknowledge it, in milliseconds. @default 10 000 */
  readonly timeoutMs?: number
}

export interface RoomMessagesOptions {
  readonly request: RequestFunction
  /** Where what arrives is told. */
  readonly events: Pick<Emitter<RoomEvents>, 'emit'>
  readonly files: RoomFiles
  readonly clock: Clock
  readonly log: Logger
}

type MessageEvent = Extract<
  AnyEvent,
  {
    readonly name: Extract<
      EventName,
      'text.received' | 'command.received' | 'file.received' | 'file.shared' | 'message.delivered'
    >
  }
>

/** What participants send each other: told once and in order, each acknowledged by its receiver. */
export class RoomMessages {
  readonly #request: RequestFunction
  readonly #events: RoomMessagesOptions['events']
  readonly #files: RoomFiles
  readonly #log: Logger
  readonly #inbox = new MessageInbox()
  readonly #receipts: MessageReceipts
  readonly #commands: SentCommands

  constructor({ request, events, files, clock, log }: RoomMessagesOptions) {
    this.#request = request
    this.#events = events
    this.#files = files
    this.#log = log
    this.#commands = new SentCommands(clock)
    this.#receipts = new MessageReceipts({
      send: async (messageIds) => {
        await request('message.acknowledge', { messageIds: [...messageIds] }, { insist: true })
      },
      clock,
      log,
    })
  }

  sendText(text: string, { to, signal }: SendOptions): Promise<{ messageId: string; recipients: string[] }> {
    return this.#request('text.send', { text, ...toOf(to) }, { signal })
  }

  /** @throws MrtcError PARAMETER_INVALID for what JSON cannot carry, and as `Room.sendCommand` */
  async sendCommand(
    name: string,
    payload: unknown,
    { to, signal, timeoutMs = commandTimeoutMs }: CommandOptions,
  ): Promise<CommandOutcome[]> {
    throwIfAborted(signal)
    if (!(timeoutMs > 0)) {
      throw new MrtcError('PARAMETER_INVALID', 'timeoutMs: must be a positive number of milliseconds.', {
        field: 'timeoutMs',
      })
    }
    let outcomes: Promise<CommandOutcome[]> | undefined
    await this.#request(
      'command.send',
      { name, payload: asJson(payload), ...toOf(to) },
      {
        signal,
        timeoutMs,
        onResult: (sent) => {
          outcomes = this.#commands.track({ ...sent, timeoutMs })
        },
      },
    )
    return outcomes ?? []
  }

  receive(event: MessageEvent): void {
    switch (event.name) {
      case 'text.received':
        if (this.#inbox.take(event.payload.messageId)) this.#events.emit('textReceived', event.payload)
        this.#receipts.add(event.payload.messageId)
        break
      case 'command.received': {
        const { payload, ...command } = event.payload
        if (this.#inbox.take(command.messageId)) {
          this.#events.emit('commandReceived', { ...command, payload: this.#parsed(payload) })
        }
        this.#receipts.add(command.messageId)
        break
      }
      case 'file.received':
        if (this.#inbox.take(event.payload.messageId)) {
          this.#events.emit('fileReceived', this.#files.received(event.payload))
        }
        this.#receipts.add(event.payload.messageId)
        break
      case 'file.shared':
        this.#files.shared(event.payload)
        break
      case 'message.delivered': {
        const { kind, messageIds, uid } = event.payload
        if (kind === 'text') for (const messageId of messageIds) this.#events.emit('textDelivered', { messageId, uid })
        if (kind === 'file') for (const messageId of messageIds) this.#events.emit('fileDelivered', { messageId, uid })
        if (kind === 'command') this.#commands.delivered(messageIds, uid)
        break
      }
    }
  }

  participantLeft(uid: string): void {
    this.#commands.left(uid)
  }

  close(): void {
    this.#receipts.close()
    this.#commands.close()
  }

  /** Whoever sends by another SDK than ours may send what is no JSON: it is delivered as the text that it is. */
  #parsed(payload: string): unknown {
    try {
      return JSON.parse(payload)
    } catch (error) {
      this.#log.warn('the payload of a command is no JSON', { error })
      return payload
    }
  }
}

const toOf = (to: readonly string[] | undefined) => (to === undefined ? {} : { to: [...to] })

function asJson(payload: unknown): string {
  let json: string | undefined
  try {
    json = JSON.stringify(payload ?? null)
  } catch (error) {
    throw new MrtcError('PARAMETER_INVALID', 'payload: cannot be written as JSON.', { field: 'payload', cause: error })
  }
  if (json === undefined) {
    throw new MrtcError('PARAMETER_INVALID', 'payload: cannot be written as JSON.', { field: 'payload' })
  }
  if (json.length > limits.commandPayloadLength) {
    const message = `payload: has ${json.length} characters as JSON, at most ${limits.commandPayloadLength} are carried; send a file instead.`
    throw new MrtcError('PARAMETER_INVALID', message, { field: 'payload' })
  }
  return json
}
