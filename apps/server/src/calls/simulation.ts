/** Handler of `session.simulate`: real trouble for the one who asks for it, and for nobody else. */
import { MrtcError } from '@mrtc/protocol'
import { leaveRoom } from '../rooms/index.ts'
import type { RequestHandlers } from '../signaling/contract.ts'
import { unlessAborted } from './abort.ts'
import { transportClosed } from './media-failures.ts'
import type { CallService } from './service.ts'

export function simulationHandlers(
  calls: CallService,
  { isAllowed }: { readonly isAllowed: boolean },
): Pick<RequestHandlers, 'session.simulate'> {
  return {
    async 'session.simulate'(asked, { session, signal }) {
      if (!isAllowed) {
        throw new MrtcError('FEATURE_UNAVAILABLE', 'Only servers in demo mode (demo.enabled) make trouble on request.')
      }
      const seat = calls.seatOf(session)
      const { room, uid } = seat
      switch (asked.trouble) {
        case 'kicked':
          calls.apply(room, leaveRoom(calls.stateOf(room), { uid, reason: 'kicked' }))
          break
        case 'mediaLost':
          for (const transportId of [...seat.transports.keys()]) {
            room.mediaIfOpen?.closeTransport(transportId)
            transportClosed(calls, room, transportId)
          }
          break
        case 'narrowLine': {
          const narrow = asked.bitrateBps === 0 ? undefined : asked.bitrateBps
          // What the call app allows holds again when the trouble is over.
          const allowed = calls.settings.settingsOf(session.app.bizName).limits.maxSendBitrateBps ?? undefined
          const limited = [...seat.transports].map(([transportId, direction]) =>
            direction === 'send'
              ? room.media.limitSending(transportId, narrow ?? allowed)
              : room.media.limitReceiving(transportId, narrow),
          )
          await unlessAborted(signal, Promise.all(limited))
          break
        }
      }
      return {}
    },
  }
}
