import { useFeeds, useParticipants, useRoom } from '@mrtc/react'
import { useMemo } from 'react'
import { type Tile, tilesOf } from '../../../call/tiles.ts'

export const useTiles = (): readonly Tile[] => {
  const participants = useParticipants()
  const feeds = useFeeds()
  const { localUid } = useRoom()
  return useMemo(() => tilesOf(participants, feeds, localUid), [participants, feeds, localUid])
}
