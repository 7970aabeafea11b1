import { useTranslation } from 'react-i18next'
import type { Figures } from '../../network/stats.ts'
import classes from './NetworkFigures.module.css'

export interface NetworkFiguresProps {
  readonly title: string
  readonly verdict: string
  readonly figures: Figures
}

const kilo = 1_000
const unknown = '–'
const rounded = (value: number | undefined, unit: string) =>
  value === undefined ? unknown : `${Math.round(value)}${unit}`

export const NetworkFigures = ({ title, verdict, figures }: NetworkFiguresProps) => {
  const { t } = useTranslation()
  const { rttMs, loss, bitrateBps, fps, width, height, jitterMs } = figures
  const percent = loss === undefined ? undefined : loss * 100
  const rows = [
    [t('network.rtt'), rounded(rttMs, ' ms')],
    [t('network.loss'), percent === undefined ? unknown : `${percent.toFixed(1)} %`],
    [t('network.bitrate'), rounded(bitrateBps === undefined ? undefined : bitrateBps / kilo, ' kbit/s')],
    [t('network.fps'), rounded(fps, '')],
    [t('network.size'), width === undefined || height === undefined ? unknown : `${width} × ${height}`],
    [t('network.jitter'), rounded(jitterMs, ' ms')],
  ] as const
  return (
    <div data-testid="network-figures">
      <div className={classes.title}>{title}</div>
      <div className={classes.verdict}>{verdict}</div>
      <dl className={classes.figures}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
