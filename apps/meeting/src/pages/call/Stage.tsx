import { useElementSize } from '@mantine/hooks'
import { useSpokeAt } from '@mrtc/react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pagesOf, type StageLayout, stagedTile } from '../../call/tiles.ts'
import { useCalm } from '../../hooks/useCalm.ts'
import { recall, remember } from '../../identity/memory.ts'
import { arrange } from '../../layout/arrange.ts'
import { useCall } from './CallContext.ts'
import { useTiles } from './hooks/useTiles.ts'
import classes from './Stage.module.css'
import { StageControls } from './StageControls.tsx'
import { TileView } from './TileView.tsx'

export interface StageProps {
  readonly pinnedId: string | undefined
  readonly onPin: (tileId: string) => void
  readonly onNetwork: (feedId: string) => void
}

/** Where several speak at once, tiles would change places all the time, and each change costs a key frame. */
const speakersEveryMs = 2_000
/** With fewer tiles all are large enough. */
const layoutChoiceFrom = 4

/** Everyone in the call, arranged. What does not fit is on further pages. */
export const Stage = ({ pinnedId, onPin, onNetwork }: StageProps) => {
  const { t } = useTranslation()
  const call = useCall()
  const tiles = useTiles()
  const { ref, width, height } = useElementSize()
  const spokeAt = useCalm(useSpokeAt(), speakersEveryMs)
  const [turnedTo, setTurnedTo] = useState(0)
  const [chosenLayout, setChosenLayout] = useState<StageLayout>(() =>
    recall('layout') === 'speaker' ? 'speaker' : 'grid',
  )
  const hasChoice = tiles.length >= layoutChoiceFrom
  const layout = hasChoice ? chosenLayout : 'grid'
  const staged = stagedTile({ tiles, pinnedId, localUid: call.room.localUid, layout, spokeAt })
  const isStaged = staged !== undefined
  const places = useMemo(
    () => arrange({ width, height, count: tiles.length, staged: isStaged }),
    [width, height, tiles.length, isStaged],
  )
  const pages = useMemo(
    () => pagesOf({ tiles, places: places.length, staged, spokeAt }),
    [tiles, places, staged, spokeAt],
  )
  // People may have left since.
  const page = Math.min(turnedTo, pages.length - 1)
  const placeOf = useMemo(() => {
    const shown = pages[page] ?? []
    const fitting =
      shown.length === places.length ? places : arrange({ width, height, count: shown.length, staged: isStaged })
    return new Map(shown.flatMap((tile, index) => (fitting[index] === undefined ? [] : [[tile.id, fitting[index]]])))
  }, [pages, page, places, width, height, isStaged])

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
      <StageControls
        rightPx={width - (isStaged ? (places[0]?.width ?? width) : width)}
        page={page}
        pages={pages.length}
        onPage={setTurnedTo}
        layout={layout}
        {...(hasChoice
          ? {
              onLayout: (chosen: StageLayout) => {
                setChosenLayout(chosen)
                remember('layout', chosen)
              },
            }
          : {})}
      />
    </section>
  )
}
