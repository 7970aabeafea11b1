/** What publishers hear of the losses of those who watch them: the worst of each feed, when it changes. */
import { event } from '../rooms/index.ts'
import type { LiveRoom } from './live-room.ts'
import type { Outbox } from './outbox.ts'

/** After a report, or the end of a subscription. */
export function tellDemand(outbox: Outbox, room: LiveRoom, feedId: string): void {
  const lossShare = worstLoss(room, feedId)
  if (lossShare === (room.demands.get(feedId) ?? 0)) return
  if (lossShare === 0) room.demands.delete(feedId)
  else room.demands.set(feedId, lossShare)
  const publisher = [...room.seats.values()].find(({ published }) => published.has(feedId))
  if (publisher) outbox.post(publisher.session, event('feed.demandChanged', { feedId, lossShare }))
}

function worstLoss(room: LiveRoom, feedId: string): number {
  let worst = 0
  for (const { watched } of room.seats.values()) {
    for (const one of watched.values()) if (one.feedId === feedId) worst = Math.max(worst, one.lossShare)
  }
  return worst
}
