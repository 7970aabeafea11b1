import { CloseButton } from '@mantine/core'
import { useNames, useNetworkQuality } from '@mrtc/react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../CallContext.ts'
import { SignalBars } from '../SignalBars.tsx'
import { FigureList } from './FigureList.tsx'
import { bitrate, framesPerSecond, milliseconds, percent, pixels } from './format.ts'
import classes from './NetworkPanel.module.css'

/** What one person's picture and sound are like, after a click on the bars of their tile. */
export const FeedCard = ({ feedId, onClose }: { readonly feedId: string; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const call = useCall()
  const nameOf = useNames()
  const measurement = useNetworkQuality(feedId)
  const feed = call.room.feeds.get(feedId)
  if (feed === undefined || measurement === undefined) return null
  const { figures, quality, direction } = measurement
  const isOwn = feed.uid === call.room.localUid
  const layer = call.layers.layerOf(feedId)
  const common = [
    [t('network.size'), pixels(figures.width, figures.height)],
    [t('network.fps'), framesPerSecond(figures.fps)],
    [t('network.bitrate'), bitrate(figures.bitrateBps)],
    [t('network.loss'), percent(figures.loss)],
  ] as const
  const rows =
    direction === 'send'
      ? common
      : ([
          ...common,
          [t('network.concealed'), percent(figures.concealed)],
          [t('network.frozen'), percent(figures.frozen)],
          [t('network.jitter'), milliseconds(figures.jitterMs)],
          [t('network.layer'), layer === undefined ? '–' : `${layer + 1}`],
        ] as const)
  return (
    <section className={classes.card} data-testid="network-figures" data-feed={feedId}>
      <div className={classes.cardHead}>
        <h3>{isOwn ? t('network.yours') : t('network.title', { name: nameOf(feed.uid) })}</h3>
        <span className={classes.verdict}>
          <SignalBars quality={quality} />
          {t(`network.${quality ?? 'unknown'}`)}
          <CloseButton size="sm" aria-label={t('app.close')} onClick={onClose} />
        </span>
      </div>
      <FigureList rows={rows} />
    </section>
  )
}
