import type { Figures } from '@mrtc/react'
import { useTranslation } from 'react-i18next'
import { FigureList } from './FigureList.tsx'
import { milliseconds } from './format.ts'
import classes from './NetworkPanel.module.css'

const oneWayOf = (rttMs: number | undefined) => (rttMs === undefined ? undefined : rttMs / 2)

export interface StagesProps {
  readonly sent: Figures | undefined
  readonly received: Figures | undefined
}

/** Where the time between two ends goes, as far as this browser can tell. */
export const Stages = ({ sent = {}, received = {} }: StagesProps) => {
  const { t } = useTranslation()
  return (
    <section className={classes.section} data-testid="network-stages">
      <h3>{t('network.stage.title')}</h3>
      <FigureList
        rows={[
          [t('network.stage.encode'), milliseconds(sent.encodeMs)],
          [t('network.stage.pictureBuffer'), milliseconds(received.pictureBufferMs)],
          [t('network.stage.pacer'), milliseconds(sent.pacerMs)],
          [t('network.stage.soundBuffer'), milliseconds(received.soundBufferMs)],
          [t('network.stage.up'), milliseconds(oneWayOf(sent.rttMs))],
          [t('network.stage.decode'), milliseconds(received.decodeMs)],
          [t('network.stage.down'), milliseconds(oneWayOf(received.rttMs))],
        ]}
      />
      <p className={classes.note}>{t('network.stage.note')}</p>
    </section>
  )
}
