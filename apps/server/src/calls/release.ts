/** Closes the media that a room decision set free. */
import type { Released } from '../rooms/index.ts'
import type { Seat } from './seat.ts'

export function release(seat: Seat, released: Released): void {
  const media = seat.room.mediaIfOpen
  switch (released.kind) {
    case 'participant':
      for (const transportId of seat.transports.keys()) media?.closeTransport(transportId)
      seat.transports.clear()
      return
    case 'feed':
      for (const { producerId } of seat.published.get(released.feedId)?.values() ?? []) media?.closeProducer(producerId)
      seat.published.delete(released.feedId)
      seat.room.feedEnded(released.feedId)
      return
    case 'subscription':
      for (const consumerId of seat.watched.get(released.subscriptionId)?.consumers.values() ?? []) {
        media?.closeConsumer(consumerId)
      }
      seat.watched.delete(released.subscriptionId)
      return
  }
}

/** The feeds that nobody watches from this seat any more. */
export function feedsUnwatched({ watched }: Seat, released: Released): string[] {
  switch (released.kind) {
    case 'participant':
      return [...watched.values()].map(({ feedId }) => feedId)
    case 'feed':
      return []
    case 'subscription':
      return [...watched].flatMap(([id, { feedId }]) => (id === released.subscriptionId ? [feedId] : []))
  }
}
