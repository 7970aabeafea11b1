import type { Pages } from '@mrtc/web-sdk'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './TileActions.module.css'

const iconSize = 18

/** Turns the pages of a PDF that we share. */
export const PageButtons = ({ pages, onFailed }: { readonly pages: Pages; readonly onFailed: () => void }) => {
  const { t } = useTranslation()
  const [current, setCurrent] = useState(pages.current)
  const isMounted = useRef(true)
  useEffect(() => {
    isMounted.current = true
    return () => {
      isMounted.current = false
    }
  }, [])
  const turn = async (act: () => Promise<void>) => {
    try {
      await act()
    } catch {
      onFailed()
    }
    if (isMounted.current) setCurrent(pages.current)
  }
  return (
    <>
      <button
        type="button"
        className={classes.button}
        aria-label={t('share.previousPage')}
        title={t('share.previousPage')}
        disabled={current === 1}
        data-testid="pdf-previous"
        onClick={() => void turn(() => pages.previous())}
      >
        <IconChevronLeft size={iconSize} />
      </button>
      <span className={classes.page} aria-live="polite" data-testid="pdf-page">
        {t('share.page', { page: current, pages: pages.count })}
      </span>
      <button
        type="button"
        className={classes.button}
        aria-label={t('share.nextPage')}
        title={t('share.nextPage')}
        disabled={current === pages.count}
        data-testid="pdf-next"
        onClick={() => void turn(() => pages.next())}
      >
        <IconChevronRight size={iconSize} />
      </button>
    </>
  )
}
