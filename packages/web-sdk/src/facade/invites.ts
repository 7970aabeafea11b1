import { inviteChannels } from '@mrtc/protocol'
import { MrtcError } from '@mrtc/protocol/errors'
import type { ClientPort, RoomPort } from './call-ports.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { parameterFault, stateFault } from './fault.ts'
import type { InviteAnswer, InviteChannel } from './method-types.ts'
import { stateTexts } from './state.ts'

const answers: Readonly<Record<number, 'accepted' | 'declined' | undefined>> = { 0: 'accepted', 2: 'declined' }

/** Invite and ReplyInvite (guide 6.3.2). */
export class Invites {
  readonly #context: MeetingContext

  constructor(context: MeetingContext) {
    this.#context = context
  }

  /** OnInviteOK or OnInviteFail; OnInviteReply follows. @throws MeetingError */
  async invite(invitee: string, channelType: InviteChannel | undefined, extra: string | undefined): Promise<void> {
    const { notify } = this.#context
    try {
      const room = this.#room()
      if (typeof invitee !== 'string' || invitee === '') throw parameterFault('invitee', 'must be a uid')
      const channel = inviteChannels[channelType ?? 0]
      if (channel === undefined) throw parameterFault('channelType', 'must be 0 or 1')
      await room.invite(invitee, { channel, extra: extra ?? '' })
    } catch (thrown) {
      const error = meetingError('invite', thrown)
      notify('OnInviteFail', error.code, error.msg)
      throw error
    }
    notify('OnInviteOK')
  }

  /** OnReplyInviteOK or OnReplyInviteFail. @throws MeetingError */
  async reply(roomId: string, inviter: string, reply: InviteAnswer): Promise<void> {
    const { notify } = this.#context
    try {
      const client = this.#client()
      const answer = answers[reply]
      if (answer === undefined) throw parameterFault('reply', 'must be 0 or 2')
      await client.replyToInvite({ roomId, inviter, reply: answer })
    } catch (thrown) {
      const error = meetingError('replyInvite', thrown)
      notify('OnReplyInviteFail', error.code, error.msg)
      throw error
    }
    notify('OnReplyInviteOK')
  }

  /** OnInviteRequest. */
  listenToClient(client: ClientPort): void {
    client.on('invited', ({ roomId, rtoken, inviter, extra }) => {
      this.#context.notify('OnInviteRequest', roomId, rtoken, inviter, extra)
    })
  }

  #room(): RoomPort {
    const { state } = this.#context
    if (state.state === 'inRoom') return state.call.room
    throw stateFault(`Invite: ${stateTexts[state.state]}.`)
  }

  #client(): ClientPort {
    const { state } = this.#context
    if (state.state === 'idle' || state.state === 'connecting' || state.state === 'disconnecting') {
      throw new MrtcError('CONNECTION_CLOSED', `ReplyInvite: ${stateTexts[state.state]}.`)
    }
    return state.client
  }
}
