/** What becomes of a room when its media ends by itself: feeds and subscriptions end, the clients may build anew. */
import { endFeeds, event, type Outcome, unsubscribe } from '../rooms/index.ts'
import type { LiveRoom } from './live-room.ts'
import type { Seat } from './seat.ts'
import type { CallService } from './service.ts'

/** One transport failed or its peer closed it. */
export function transportClosed(calls: CallService, room: LiveRoom, transportId: string): void {
  const seat = [...room.seats.values()].find(({ transports }) => transports.has(transportId))
  if (!seat) return
  tellTransportClosed(calls, seat, transportId)
  calls.apply(room, endFeeds(calls.stateOf(room), seat.feedsOn(transportId), 'mediaFailed'))
  for (const subscriptionId of seat.subscriptionsOn(transportId)) {
    calls.apply(room, unsubscribe(calls.stateOf(room), { uid: seat.uid, subscriptionId, reason: 'mediaFailed' }))
  }
}

/** The worker died, and with it all transports of the room. Those who ask for a transport now get it on another. */
export function mediaLost(calls: CallService, room: LiveRoom): void {
  const seats = [...room.seats.values()]
  for (const seat of seats) {
    for (const transportId of seat.transports.keys()) tellTransportClosed(calls, seat, transportId)
  }
  // Nobody can watch a feed without tracks, so that all subscriptions end with these.
  const feedIds = seats.flatMap((seat) => [...seat.published.keys()])
  const outcome: Outcome = endFeeds(calls.stateOf(room), feedIds, 'mediaFailed')
  calls.apply(room, outcome)
}

function tellTransportClosed(calls: CallService, seat: Seat, transportId: string): void {
  const direction = seat.transports.get(transportId)
  if (!direction) return
  seat.transports.delete(transportId)
  calls.outbox.post(seat.session, event('transport.closed', { transportId, direction }))
}
