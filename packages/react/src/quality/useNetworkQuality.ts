import { useRoomModel } from '../room/room-context.ts'
import { useStore } from '../useStore.ts'
import type { Measurement } from './network-monitor.ts'
import { ownQualityOf, type Quality } from './quality.ts'

/** How a feed fares, ours or another's, measured every two seconds; undefined while nothing is known. */
export function useNetworkQuality(feedId: string | undefined): Measurement | undefined {
  const measurements = useStore(useRoomModel().network.measurements)
  return feedId === undefined ? undefined : measurements.get(feedId)
}

/** Of our own connection; poor while it is lost, undefined while nothing is known. */
export function useOwnNetworkQuality(): Quality | undefined {
  const model = useRoomModel()
  const measurements = useStore(model.network.measurements)
  const connection = useStore(model.connection)
  const isMediaLost = useStore(model.mediaLost)
  if (connection.state === 'resuming' || isMediaLost) return 'poor'
  const sent: Quality[] = []
  const received: Quality[] = []
  for (const { direction, quality } of measurements.values()) {
    if (quality !== undefined) (direction === 'send' ? sent : received).push(quality)
  }
  return ownQualityOf(sent, received)
}
