import { useMemo } from 'react'
import { type Tile, tilesOf } from '../../../call/tiles.ts'
import { useRoom } from './useRoom.ts'

export const useTiles = (): readonly Tile[] => {
  const { participants, feeds, localUid } = useRoom()
  return useMemo(() => tilesOf(participants, feeds, localUid), [participants, feeds, localUid])
}
