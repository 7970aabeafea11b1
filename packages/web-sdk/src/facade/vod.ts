import { MrtcError } from '@mrtc/protocol/errors'
import { asParameters, isPositive, requiredString } from './config/fields.ts'
import type { VodParams } from './config/index.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { parameterFault, stateFault } from './fault.ts'
import { stateTexts } from './state.ts'

/**
 * Playing a file of the server into the room (guide 6.3.2, StartVod and StopVod). State and parameters are checked here;
 * the platform has no VOD service yet, which StartVod says.
 */
export class Vod {
  readonly #context: MeetingContext

  constructor(context: MeetingContext) {
    this.#context = context
  }

  /** OnStartVodFail. @throws MeetingError */
  async start(vodParams: VodParams): Promise<never> {
    let file = ''
    try {
      this.#assertInRoom()
      const parameters = asParameters(vodParams, 'vodParams')
      file = requiredString(parameters, 'vodFile')
      const { vodStartTimeout } = parameters
      if (vodStartTimeout !== undefined && !isPositive(vodStartTimeout)) {
        throw parameterFault('vodStartTimeout', 'must be a positive number of seconds')
      }
      throw new MrtcError('FEATURE_UNAVAILABLE', 'This platform does not play files of the server.')
    } catch (thrown) {
      const error = meetingError('startVod', thrown)
      this.#context.notify('OnStartVodFail', file, '', error.code, error.msg)
      throw error
    }
  }

  /** OnStopVodFail: no playback can run yet. @throws MeetingError */
  async stop(vodId: string): Promise<never> {
    try {
      this.#assertInRoom()
      throw parameterFault('vod_id', `no playback ${vodId} was started`)
    } catch (thrown) {
      const error = meetingError('stopVod', thrown)
      this.#context.notify('OnStopVodFail', vodId, error.code, error.msg)
      throw error
    }
  }

  #assertInRoom(): void {
    const { state } = this.#context
    if (state.state !== 'inRoom') throw stateFault(`Not in a room: ${stateTexts[state.state]}.`)
  }
}
