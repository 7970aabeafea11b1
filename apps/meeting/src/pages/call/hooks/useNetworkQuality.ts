import type { Tile } from '../../../call/tiles.ts'
import { useStore } from '../../../hooks/useStore.ts'
import type { Measurement } from '../../../network/network-monitor.ts'
import { ownQualityOf, type Quality } from '../../../network/quality.ts'
import { useCall } from '../CallContext.ts'

/** Of one tile: that of its picture, or of its sound when it has none. */
export const useNetworkQuality = (tile: Tile): Measurement | undefined => {
  const measurements = useStore(useCall().network.measurements)
  const feedId = tile.videoFeed?.feedId ?? tile.audioFeed?.feedId
  return feedId === undefined ? undefined : measurements.get(feedId)
}

/** Of our own connection; poor while it is lost. */
export const useOwnQuality = (): Quality | undefined => {
  const call = useCall()
  const measurements = useStore(call.network.measurements)
  const connection = useStore(call.connection)
  const isMediaLost = useStore(call.mediaLost)
  if (connection.state === 'resuming' || isMediaLost) return 'poor'
  const sent: Quality[] = []
  const received: Quality[] = []
  for (const { direction, quality } of measurements.values()) {
    if (quality !== undefined) (direction === 'send' ? sent : received).push(quality)
  }
  return ownQualityOf(sent, received)
}
