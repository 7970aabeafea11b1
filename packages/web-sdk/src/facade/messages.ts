import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { parameterFault, stateFault } from './fault.ts'
import { stateTexts } from './state.ts'

/** SendTextMsg. */
export class Messages {
  readonly #context: MeetingContext
  /** The guide's message ids are numbers, the server's are not. */
  #lastId = 0

  constructor(context: MeetingContext) {
    this.#context = context
  }

  /** OnSendTextMsgSucc once the server has it, or OnSendTextMsgFailed. @throws MeetingError */
  async send(text: string, participants: readonly string[] | undefined): Promise<number> {
    const { notify } = this.#context
    this.#lastId += 1
    const messageId = this.#lastId
    try {
      await this.#send(text, participants)
    } catch (thrown) {
      const error = meetingError('sendText', thrown)
      notify('OnSendTextMsgFailed', messageId, error.code, error.msg)
      throw error
    }
    notify('OnSendTextMsgSucc', messageId)
    return messageId
  }

  async #send(text: string, participants: readonly string[] | undefined): Promise<void> {
    const { state } = this.#context
    if (state.state !== 'inRoom') throw stateFault(`SendTextMsg: ${stateTexts[state.state]}.`)
    if (typeof text !== 'string' || text === '') throw parameterFault('msg', 'must be a text that is not empty')
    if (participants !== undefined && participants !== null && !Array.isArray(participants)) {
      throw parameterFault('participants', 'must be an array of uids; leave it out to reach everyone')
    }
    const to = participants ?? []
    await state.call.room.sendText(text, to.length > 0 ? { to } : {})
  }
}
