import type { CallClient, InviteReply, Room } from '@mrtc/web-sdk/core'

/** Asks somebody who is connected into our room, and waits for what becomes of it. */
export async function ring(room: Room, uid: string): Promise<InviteReply> {
  const replied = new Promise<InviteReply>((resolve) => {
    const off = room.on('inviteReplied', ({ invitee, reply }) => {
      if (invitee !== uid) return
      off()
      resolve(reply) // accepted, declined, busy, offline, timeout
    })
  })
  await room.invite(uid, { extra: 'about the invoice' })
  return replied
}

/** Answers every call, when `isWanted` says so. */
export function answerCalls(client: CallClient, isWanted: (inviter: string) => boolean, enter: (room: Room) => void) {
  client.on('invited', async ({ roomId, rtoken, inviter }) => {
    const reply = isWanted(inviter) ? 'accepted' : 'declined'
    await client.replyToInvite({ roomId, inviter, reply })
    if (reply === 'accepted') enter(await client.joinRoom({ roomId, rtoken }))
  })
  client.on('inviteCancelled', ({ inviter, why }) => console.log(`${inviter} rings no more: ${why}`))
}
