/** How many of everything there are, for metrics. */
import { peopleIn, type RoomState } from '../rooms/index.ts'
import type { Seat } from './seat.ts'

export interface CallCensus {
  readonly rooms: number
  readonly participants: number
  readonly feeds: number
  readonly subscriptions: number
  readonly sendTransports: number
  readonly recvTransports: number
}

export function censusOf(rooms: Iterable<RoomState>, seats: Iterable<Seat>): CallCensus {
  const count = { rooms: 0, participants: 0, feeds: 0, subscriptions: 0, sendTransports: 0, recvTransports: 0 }
  for (const room of rooms) {
    count.rooms++
    count.participants += peopleIn(room).length
    for (const feed of room.feeds.values()) if (feed.state === 'published') count.feeds++
    for (const { subscriptions } of room.participants.values()) count.subscriptions += subscriptions.size
  }
  for (const seat of seats) {
    for (const direction of seat.transports.values()) count[`${direction}Transports`]++
  }
  return count
}
