import { AreaChart, BarChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import type { UsageReport } from '../../api/index.ts'
import { useDurationText } from '../../hooks/useDurationText.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { type DimensionName, dimensions } from './dimensions.ts'

const minuteSeconds = 60
const height = 280

export interface UsageChartProps {
  readonly dimension: DimensionName
  readonly days: UsageReport['days']
}

/** How the figures of a dimension went from day to day. */
export const UsageChart = ({ dimension, days }: UsageChartProps) => {
  const { t } = useTranslation()
  const format = useFormat()
  const durationText = useDurationText()
  const { figures, isSum } = dimensions[dimension]
  const isTime = figures.every(({ unit }) => unit === 'seconds')
  const data = days.map((one) => ({
    day: format.dayShort(one.day),
    ...Object.fromEntries(figures.map(({ name, of }) => [name, isTime ? of(one) / minuteSeconds : of(one)])),
  }))
  const common = {
    h: height,
    data,
    dataKey: 'day',
    series: figures.map(({ name, color }) => ({ name, color, label: t(`usage.names.${name}`) })),
    withLegend: true,
    // In the order of the series, which goes by resolution; not by name, which is recharts' own.
    legendProps: { verticalAlign: 'bottom' as const, itemSorter: null },
    valueFormatter: (value: number) => (isTime ? durationText(value * minuteSeconds) : format.number(value)),
    ...(isTime ? { yAxisLabel: t('usage.unitMinutes') } : {}),
    yAxisProps: { width: 60, allowDecimals: isTime, tickFormatter: (value: number) => format.number(value) },
    gridAxis: 'x' as const,
    tickLine: 'none' as const,
  }
  return (
    <div role="img" aria-label={t('usage.trendOf', { what: t(`usage.tabs.${dimension}`) })} data-testid="chart">
      {days.length === 1 || isSum ? (
        <BarChart {...common} type={isSum ? 'stacked' : 'default'} maxBarWidth={48} />
      ) : (
        <AreaChart {...common} curveType="monotone" withDots={days.length <= 10} fillOpacity={0.08} />
      )}
    </div>
  )
}
