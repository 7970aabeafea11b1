import { IconChevronLeft, IconChevronRight, IconLayoutGrid, IconLayoutSidebarRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { StageLayout } from '../../call/tiles.ts'
import classes from './StageControls.module.css'

export interface StageControlsProps {
  /** How far from the right: thumbnails stay free. */
  readonly rightPx: number
  /** From 0. */
  readonly page: number
  readonly pages: number
  readonly onPage: (page: number) => void
  readonly layout: StageLayout
  /** Left out where there are too few people for a choice. */
  readonly onLayout?: (layout: StageLayout) => void
}

const iconSize = 18

/** Turns the pages of the stage, and says whether whoever speaks is large. */
export const StageControls = ({ rightPx, page, pages, onPage, layout, onLayout }: StageControlsProps) => {
  const { t } = useTranslation()
  const isSpeakerLarge = layout === 'speaker'
  const layoutLabel = t(isSpeakerLarge ? 'call.allAlike' : 'call.speakerLarge')
  if (pages < 2 && onLayout === undefined) return null
  return (
    <div className={classes.controls} style={{ right: `calc(${rightPx}px + 8px)` }}>
      {pages < 2 ? null : (
        <>
          <button
            type="button"
            className={classes.button}
            aria-label={t('call.previousPage')}
            disabled={page === 0}
            data-testid="previous-page"
            onClick={() => onPage(page - 1)}
          >
            <IconChevronLeft size={iconSize} />
          </button>
          <span className={classes.page} data-testid="page" aria-live="polite">
            {t('call.page', { page: page + 1, pages })}
          </span>
          <button
            type="button"
            className={classes.button}
            aria-label={t('call.nextPage')}
            disabled={page === pages - 1}
            data-testid="next-page"
            onClick={() => onPage(page + 1)}
          >
            <IconChevronRight size={iconSize} />
          </button>
        </>
      )}
      {onLayout === undefined ? null : (
        <button
          type="button"
          className={classes.button}
          aria-label={layoutLabel}
          title={layoutLabel}
          data-testid="stage-layout"
          data-layout={layout}
          onClick={() => onLayout(isSpeakerLarge ? 'grid' : 'speaker')}
        >
          {isSpeakerLarge ? <IconLayoutGrid size={iconSize} /> : <IconLayoutSidebarRight size={iconSize} />}
        </button>
      )}
    </div>
  )
}
