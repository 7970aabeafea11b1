import { useElementSize } from '@mantine/hooks'
import { useSpokeAt } from '@mrtc/react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { stagedTile, visibleTiles } from '../../call/tiles.ts'
import { arrange } from '../../layout/arrange.ts'
import { useCall } from './CallContext.ts'
import { useTiles } from './hooks/useTiles.ts'
import classes from './Stage.module.css'
import { TileView } from './TileView.tsx'

export interface StageProps {
  readonly pinnedId: string | undefined
  readonly onPin: (tileId: string) => void
  readonly onNetwork: (feedId: string) => void
  readonly onShowPeople: () => void
}

/** More pixels than these are not told apart at the distance of a screen. */
const maxPixelRatio = 2

/** Everyone in the call, arranged. */
export const Stage = ({ pinnedId, onPin, onNetwork, onShowPeople }: StageProps) => {
  const { t } = useTranslation()
  const call = useCall()
  const tiles = useTiles()
  const { ref, width, height } = useElementSize()
  const spokeAt = useSpokeAt()
  const staged = stagedTile(tiles, pinnedId, call.room.localUid)
  const isStaged = staged !== undefined
  const places = useMemo(
    () => arrange({ width, height, count: tiles.length, staged: isStaged }),
    [width, height, tiles.length, isStaged],
  )
  const placeOf = useMemo(() => {
    const shown = visibleTiles(tiles, places.length, staged, spokeAt)
    return new Map(shown.flatMap((tile, index) => (places[index] === undefined ? [] : [[tile.id, places[index]]])))
  }, [tiles, places, staged, spokeAt])
  const hidden = places.length === 0 ? 0 : tiles.length - placeOf.size

  useEffect(() => {
    const ratio = Math.min(devicePixelRatio, maxPixelRatio)
    const heights = new Map<string, number>()
    for (const tile of tiles) {
      const place = placeOf.get(tile.id)
      if (tile.videoFeed !== undefined && place !== undefined) heights.set(tile.videoFeed.feedId, place.height * ratio)
    }
    call.layers.setTileHeights(heights)
  }, [call, tiles, placeOf])

  return (
    <section ref={ref} className={classes.stage} aria-label={t('call.stage')} data-testid="stage">
      {/* Always in the same order, wherever they are: a video that is moved within the document stops. */}
      {tiles.map((tile) => {
        const place = placeOf.get(tile.id)
        return place === undefined ? null : (
          <TileView
            key={tile.id}
            tile={tile}
            place={place}
            isPinned={tile.id === pinnedId}
            onPin={onPin}
            onNetwork={onNetwork}
          />
        )
      })}
      {hidden > 0 ? (
        <button type="button" className={classes.more} data-testid="more-people" onClick={onShowPeople}>
          {t('call.more', { count: hidden })}
        </button>
      ) : null}
    </section>
  )
}
