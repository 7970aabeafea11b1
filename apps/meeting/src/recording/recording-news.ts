import { type ReadableStore, type RoomPort, Store } from '@mrtc/client'
import type { ActiveRecording } from '@mrtc/protocol'

/** What call pages tell each other: the command's name. */
const commandName = 'mrtc.recording'

const isRecordingIn = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && 'isRecording' in payload && payload.isRecording === true

/** What the server keeps of the call at the moment. */
export type ServerRecording = 'none' | 'paused' | 'recording'

function serverRecordingOf(active: readonly ActiveRecording[]): ServerRecording {
  if (active.length === 0) return 'none'
  return active.every(({ state }) => state === 'paused') ? 'paused' : 'recording'
}

/** Who records the call: in their browsers, as far as their pages tell, and the server. */
export class RecordingNews {
  readonly #room: RoomPort
  readonly #recorders = new Store<ReadonlySet<string>>(new Set())
  readonly #onServer: Store<ServerRecording>
  readonly #offs: (() => void)[]
  readonly #closing = new AbortController()

  constructor(room: RoomPort) {
    this.#room = room
    this.#onServer = new Store(serverRecordingOf(room.recordings.active))
    this.#offs = [
      room.on('commandReceived', ({ name, from, payload }) => {
        if (name === commandName) this.#set(from, isRecordingIn(payload))
      }),
      room.on('participantLeft', ({ uid }) => this.#set(uid, false)),
      room.on('recordingsChanged', (active) => this.#onServer.set(serverRecordingOf(active))),
    ]
  }

  /** The others who record, by uid. */
  get recorders(): ReadableStore<ReadonlySet<string>> {
    return this.#recorders
  }

  get onServer(): ReadableStore<ServerRecording> {
    return this.#onServer
  }

  /** @param to everyone unless it is said */
  tell(isRecording: boolean, to?: readonly string[]): void {
    if (this.#room.closed) return
    const options = { signal: this.#closing.signal, ...(to === undefined ? {} : { to }) }
    // Applications that know no such command do not acknowledge it: nothing is to be done about that.
    this.#room.sendCommand(commandName, { isRecording }, options).catch(() => {})
  }

  close(): void {
    this.#closing.abort()
    for (const off of this.#offs.splice(0)) off()
  }

  #set(uid: string, isRecording: boolean): void {
    const before = this.#recorders.get()
    if (before.has(uid) === isRecording) return
    this.#recorders.set(new Set(isRecording ? [...before, uid] : [...before].filter((other) => other !== uid)))
  }
}
