/** Handlers of `transport.*`, and of what clients reach the media ports by. */
import type { RequestHandlers } from '../signaling/contract.ts'
import { unlessAborted } from './abort.ts'
import { throughProxies } from './app-settings.ts'
import { giveUpTransport } from './media-failures.ts'
import type { CallService } from './service.ts'
import { commonOf } from './what-happened.ts'

type TransportHandlers = Pick<
  RequestHandlers,
  | 'ice.servers'
  | 'transport.create'
  | 'transport.connect'
  | 'transport.restartIce'
  | 'transport.setRepair'
  | 'transport.close'
>

export function transportHandlers(calls: CallService): TransportHandlers {
  return {
    'ice.servers'(_, { session }) {
      return { iceServers: calls.turn.forUser(session.uid), ttlMs: calls.turn.ttlMs }
    },

    async 'transport.create'({ direction }, { session, signal }) {
      const seat = calls.seatOf(session)
      return seat.withTransportPlace(async () => {
        const media = await unlessAborted(signal, seat.room.openMedia())
        const transport = await unlessAborted(signal, media.createTransport(direction), ({ transportId }) =>
          media.closeTransport(transportId),
        )
        const { limits, mediaProxies } = calls.settings.settingsOf(session.app.bizName)
        try {
          if (direction === 'send' && limits.maxSendBitrateBps !== null) {
            await unlessAborted(signal, media.limitSending(transport.transportId, limits.maxSendBitrateBps))
          }
          calls.assertStillIn(seat)
          seat.room.assertMedia(media)
        } catch (error) {
          media.closeTransport(transport.transportId)
          throw error
        }
        seat.transports.set(transport.transportId, direction)
        return throughProxies({ ...transport, iceServers: calls.turn.forUser(seat.uid) }, mediaProxies)
      })
    },

    async 'transport.connect'({ transportId, dtlsParameters }, { session, signal }) {
      const seat = calls.seatOf(session)
      seat.assertTransport(transportId)
      await unlessAborted(signal, seat.room.media.connectTransport({ transportId, dtlsParameters }))
      return {}
    },

    async 'transport.restartIce'({ transportId }, { session, signal }) {
      const seat = calls.seatOf(session)
      seat.assertTransport(transportId)
      const iceParameters = await unlessAborted(signal, seat.room.media.restartIce(transportId))
      calls.assertStillIn(seat)
      const common = commonOf(calls.stateOf(seat.room), Date.now())
      calls.happenings.tell({ kind: 'transport.restarted', ...common, uid: seat.uid, transportId })
      return { iceParameters }
    },

    async 'transport.setRepair'({ transportId, repair }, { session, signal }) {
      const seat = calls.seatOf(session)
      seat.assertTransport(transportId)
      await unlessAborted(signal, seat.room.media.setRepair(transportId, repair))
      return {}
    },

    'transport.close'({ transportId }, { session }) {
      const seat = calls.seatOf(session)
      seat.assertTransport(transportId)
      giveUpTransport(calls, seat, transportId)
      return {}
    },
  }
}
