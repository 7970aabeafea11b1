import type { PathView } from '@mrtc/client'
import type { FlowDirection } from '@mrtc/react'
import { useTranslation } from 'react-i18next'
import type { DirectionSummary } from '../../../network/summary.ts'
import { SignalBars } from '../SignalBars.tsx'
import { FigureList } from './FigureList.tsx'
import { bitrate, framesPerSecond, milliseconds, percent } from './format.ts'
import classes from './NetworkPanel.module.css'

export interface DirectionCardProps {
  readonly direction: FlowDirection
  /** Undefined while nothing flows. */
  readonly summary: DirectionSummary | undefined
  /** As the client's controller sees it. */
  readonly path: PathView | undefined
  /** Nothing gets through at the moment, whatever was measured before. */
  readonly isInterrupted: boolean
}

/** A diagnosis outlasts what led to it for a while, as networks that were bad are bad again soon. */
const noticeableLossShare = 0.01

const wordOf = ({ diagnosis, lossShare }: PathView) =>
  diagnosis === 'randomLoss' && lossShare < noticeableLossShare ? 'clean' : diagnosis

/** How one direction of our network is now. */
export const DirectionCard = ({ direction, summary, path, isInterrupted }: DirectionCardProps) => {
  const { t } = useTranslation()
  const { figures = {} } = summary ?? {}
  const quality = isInterrupted ? 'poor' : summary?.quality
  const word = isInterrupted ? 'interrupted' : path && wordOf(path)
  const common = [
    [t('network.rtt'), milliseconds(figures.rttMs)],
    [t('network.bitrate'), bitrate(figures.bitrateBps)],
    [t('network.loss'), percent(figures.loss)],
  ] as const
  const rows =
    direction === 'send'
      ? ([...common, [t('network.fps'), framesPerSecond(figures.fps)]] as const)
      : ([
          ...common,
          [t('network.unrepaired'), percent(figures.unrepaired)],
          [t('network.concealed'), percent(figures.concealed)],
          [t('network.frozen'), percent(figures.frozen)],
          [t('network.fps'), framesPerSecond(figures.fps)],
          [t('network.jitter'), milliseconds(figures.jitterMs)],
        ] as const)
  return (
    <section
      className={classes.card}
      aria-label={t(`network.${direction}.title`)}
      data-testid={`network-${direction}`}
      data-quality={quality ?? 'unknown'}
    >
      <div className={classes.cardHead}>
        <h3>{t(`network.${direction}.title`)}</h3>
        <span className={classes.verdict} data-quality={quality ?? 'unknown'}>
          <SignalBars quality={quality} />
          {t(summary === undefined ? 'network.idle' : `network.${quality ?? 'unknown'}`)}
        </span>
      </div>
      {summary === undefined ? (
        <p className={classes.words}>{t(`network.${direction}.nothing`)}</p>
      ) : (
        <>
          {word === undefined ? null : <p className={classes.words}>{t(`network.${direction}.${word}`)}</p>}
          <FigureList rows={rows} />
        </>
      )}
    </section>
  )
}
