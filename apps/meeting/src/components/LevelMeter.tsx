import { useAudioLevel } from '@mrtc/react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './LevelMeter.module.css'

/** How loud a track is, live. */
export const LevelMeter = ({ track }: { readonly track: MediaStreamTrack | undefined }) => {
  const { t } = useTranslation()
  const bar = useRef<HTMLMeterElement>(null)
  useAudioLevel(track, (share) => {
    if (bar.current === null) return
    bar.current.value = share
    bar.current.style.setProperty('--share', String(share))
  })
  return <meter ref={bar} className={classes.meter} min={0} max={1} aria-label={t('lobby.level')} data-testid="level" />
}
