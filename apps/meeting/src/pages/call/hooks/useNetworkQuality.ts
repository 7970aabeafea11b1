import type { Tile } from '../../../call/tiles.ts'
import { useStore } from '../../../hooks/useStore.ts'
import type { Measurement } from '../../../network/network-monitor.ts'
import { type Quality, worstOf } from '../../../network/quality.ts'
import { useCall } from '../CallContext.ts'

/** Of one tile: that of its picture, or of its sound when it has none. */
export const useNetworkQuality = (tile: Tile): Measurement | undefined => {
  const measurements = useStore(useCall().network.measurements)
  const feedId = tile.videoFeed?.feedId ?? tile.audioFeed?.feedId
  return feedId === undefined ? undefined : measurements.get(feedId)
}

/** Of our own connection: the worst of what we send and receive, poor while it is lost. */
export const useOwnQuality = (): Quality | undefined => {
  const call = useCall()
  const measurements = useStore(call.network.measurements)
  const connection = useStore(call.connection)
  if (connection.state === 'resuming') return 'poor'
  const own = [...measurements].filter(([feedId]) => call.room.feeds.get(feedId)?.uid === call.room.localUid)
  // What others send badly is theirs; what all of them seem to send badly is ours.
  const others = [...measurements].filter(([feedId]) => call.room.feeds.get(feedId)?.uid !== call.room.localUid)
  const qualities = others.map(([, { quality }]) => quality)
  const allPoor = qualities.length > 1 && qualities.every((quality) => quality === 'poor')
  return worstOf([
    ...own.map(([, { quality }]) => quality),
    allPoor ? 'poor' : worstOf(own.length === 0 ? qualities : []),
  ])
}
