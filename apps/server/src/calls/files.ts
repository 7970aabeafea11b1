/** Handlers of `file.*`, and what files have to know of rooms. */
import type { FileAudience } from '../files/contract.ts'
import { event, peopleIn } from '../rooms/index.ts'
import type { RequestHandlers } from '../signaling/contract.ts'
import { appKeyOf } from './app-key.ts'
import { named, sendMessage } from './messages.ts'
import type { CallService } from './service.ts'

type FileHandlers = Pick<RequestHandlers, 'file.offer' | 'file.renew' | 'file.withdraw'>

export function fileHandlers(calls: CallService): FileHandlers {
  return {
    async 'file.offer'({ name, sizeBytes, fingerprint = null, to }, { session }) {
      const { room, uid } = calls.seatOf(session)
      const recipients = to ? named(calls.stateOf(room).participants, to) : null
      const appKey = appKeyOf(session.app)
      return calls.files.offer({ roomId: room.roomId, appKey, uid, name, sizeBytes, fingerprint, to: recipients })
    },

    'file.renew'({ fileId }, { session }) {
      return calls.files.renew(fileId, calls.seatOf(session).uid)
    },

    async 'file.withdraw'({ fileId }, { session }) {
      await calls.files.withdraw(fileId, session.uid)
      return {}
    },
  }
}

export function fileAudience(calls: CallService): FileAudience {
  return {
    isIn: (roomId, uid) => calls.openRoom(roomId)?.seats.has(uid) ?? false,

    share(file, linkFor, markShared) {
      const { roomId, uid } = file
      const room = calls.openRoom(roomId)
      const sender = room?.seats.get(uid)
      if (!room || !sender) return
      const isReceiver = (other: string) => other !== uid && (file.to === null || file.to.includes(other))
      const recipients = peopleIn(calls.stateOf(room)).filter(isReceiver)
      const { fileId, name, sizeBytes, mimeType, expiresAt } = markShared(recipients)
      if (mimeType === null) return
      const content = { fileId, name, sizeBytes, mimeType, expiresAt }
      const { messageId, sentAt } = sendMessage(calls, room, {
        kind: 'file',
        from: uid,
        recipients,
        eventFor: (message) => (recipient) =>
          event('file.received', { ...message, ...content, from: uid, path: linkFor(recipient).path }),
      })
      const shared = { ...content, messageId, sentAt, recipients, path: linkFor(uid).path }
      calls.outbox.post(sender.session, event('file.shared', shared))
    },
  }
}
