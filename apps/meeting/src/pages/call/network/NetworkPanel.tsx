import { useMediaLost, useStore } from '@mrtc/react'
import { useTranslation } from 'react-i18next'
import type { HistoryPoint } from '../../../network/history.ts'
import { summaryOf } from '../../../network/summary.ts'
import { useCall } from '../CallContext.ts'
import { DirectionCard } from './DirectionCard.tsx'
import { EventList } from './EventList.tsx'
import { FeedCard } from './FeedCard.tsx'
import { bitrate, milliseconds, percent } from './format.ts'
import { InForce } from './InForce.tsx'
import classes from './NetworkPanel.module.css'
import { RouteCard } from './RouteCard.tsx'
import { Stages } from './Stages.tsx'
import { SupportButtons } from './SupportButtons.tsx'
import { TimePlot } from './TimePlot.tsx'

export interface NetworkPanelProps {
  /** Whose bars were clicked; undefined: nobody's. */
  readonly feedId: string | undefined
  readonly onCloseFeed: () => void
}

/** Plots of next to nothing reach so far up. */
const leastTop = { bitrateBps: 200_000, share: 0.1, rttMs: 100 } as const

const Plots = ({ points }: { readonly points: readonly HistoryPoint[] }) => {
  const { t } = useTranslation()
  const sent = { label: t('network.plot.sent'), colour: '--mrtc-plot-sent' }
  const received = { label: t('network.plot.received'), colour: '--mrtc-plot-received' }
  return (
    <section className={classes.section} data-testid="network-plots">
      <h3>{t('network.plot.title')}</h3>
      <TimePlot
        title={t('network.bitrate')}
        points={points}
        leastTop={leastTop.bitrateBps}
        format={bitrate}
        lines={[
          { ...sent, read: (point) => point.sent?.bitrateBps },
          { ...received, read: (point) => point.received?.bitrateBps },
        ]}
      />
      <TimePlot
        title={t('network.loss')}
        points={points}
        leastTop={leastTop.share}
        format={percent}
        lines={[
          { ...sent, read: (point) => point.sent?.loss },
          { ...received, read: (point) => point.received?.loss },
        ]}
      />
      <TimePlot
        title={t('network.plot.felt')}
        points={points}
        leastTop={leastTop.share}
        format={percent}
        lines={[
          {
            label: t('network.concealed'),
            colour: '--mrtc-plot-sound',
            read: (point) => point.received?.concealed,
          },
          { label: t('network.frozen'), colour: '--mrtc-plot-picture', read: (point) => point.received?.frozen },
        ]}
      />
      <TimePlot
        title={t('network.rtt')}
        points={points}
        leastTop={leastTop.rttMs}
        format={milliseconds}
        lines={[
          { ...sent, read: (point) => point.sent?.rttMs },
          { ...received, read: (point) => point.received?.rttMs },
        ]}
      />
    </section>
  )
}

/** What our network is like, what is done about it, and why. */
const NetworkPanel = ({ feedId, onCloseFeed }: NetworkPanelProps) => {
  const call = useCall()
  const measurements = useStore(call.model.network.measurements)
  const history = useStore(call.history.points)
  const events = useStore(call.networkLog.events)
  const isMediaLost = useMediaLost()
  // Read at each measurement: the client tells changes of its plan, not of what it sees.
  const { network } = call.room
  const sent = summaryOf(measurements.values(), 'send')
  const received = summaryOf(measurements.values(), 'recv')
  return (
    <div className={classes.panel}>
      {feedId === undefined ? null : <FeedCard feedId={feedId} onClose={onCloseFeed} />}
      <RouteCard />
      <DirectionCard direction="send" summary={sent} path={network?.up} isInterrupted={isMediaLost} />
      <DirectionCard
        direction="recv"
        summary={received}
        path={network?.down}
        isInterrupted={isMediaLost || received?.figures.bitrateBps === 0}
      />
      <InForce plan={network?.plan} />
      <EventList events={events} />
      <Plots points={history} />
      <Stages sent={sent?.figures} received={received?.figures} />
      <SupportButtons />
    </div>
  )
}

export default NetworkPanel
