import { MrtcError } from '@mrtc/protocol/errors'
import type { RoomPort } from './call-ports.ts'
import { asParameters, isPositive, requiredString } from './config/fields.ts'
import type { VodParams } from './config/index.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { parameterFault, stateFault } from './fault.ts'
import { stateTexts } from './state.ts'

/** Guide 6.3.2, vodStartTimeout. */
const startTimeoutSeconds = 5
const msPerSecond = 1_000
const address = /^https?:\/\//i

/** Playing a file into the room, by the server (guide 6.3.2, StartVod and StopVod). */
export class Vod {
  readonly #context: MeetingContext
  /** Ids of those that we stop: OnStopVodSuccess says of these that they are over. */
  readonly #stopping = new Set<string>()

  constructor(context: MeetingContext) {
    this.#context = context
  }

  /** What happens to files in a room that we are in becomes callbacks. */
  follow(room: RoomPort): void {
    this.#stopping.clear()
    room.on('playbackEnded', ({ vodId }) => {
      if (!this.#stopping.delete(vodId)) this.#context.notify('OnVodOver', vodId)
    })
  }

  /** OnStartVodSuccess or OnStartVodFail. @throws MeetingError */
  async start(vodParams: VodParams): Promise<string> {
    const { notify } = this.#context
    let file = ''
    let vodId: string
    try {
      const room = this.#room()
      const parameters = asParameters(vodParams, 'vodParams')
      file = requiredString(parameters, 'vodFile')
      const { vodStartTimeout = startTimeoutSeconds } = parameters
      if (!isPositive(vodStartTimeout)) {
        throw parameterFault('vodStartTimeout', 'must be a positive number of seconds')
      }
      const source = address.test(file) ? { url: file } : { file }
      vodId = (await room.playFile(source, { startTimeoutMs: Math.ceil(vodStartTimeout * msPerSecond) })).vodId
    } catch (thrown) {
      const error = meetingError('startVod', thrown)
      notify('OnStartVodFail', file, idIn(thrown), error.code, error.msg)
      throw error
    }
    notify('OnStartVodSuccess', file, vodId)
    return vodId
  }

  /** OnStopVodSuccess or OnStopVodFail. @throws MeetingError */
  async stop(vodId: string): Promise<void> {
    const { notify } = this.#context
    try {
      const room = this.#room()
      if (typeof vodId !== 'string' || vodId === '') throw parameterFault('vod_id', 'must be a text')
      this.#stopping.add(vodId)
      await room.stopFile(vodId)
    } catch (thrown) {
      this.#stopping.delete(vodId)
      const error = meetingError('stopVod', thrown)
      notify('OnStopVodFail', vodId, error.code, error.msg)
      throw error
    }
    notify('OnStopVodSuccess', vodId)
  }

  #room(): RoomPort {
    const { state } = this.#context
    if (state.state === 'inRoom') return state.call.room
    throw stateFault(`Not in a room: ${stateTexts[state.state]}.`)
  }
}

/** Of one that the server had set about. */
function idIn(thrown: unknown): string {
  const vodId = thrown instanceof MrtcError ? thrown.data?.vodId : undefined
  return typeof vodId === 'string' ? vodId : ''
}
