import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { type HistoryPoint, historyMs } from '../../../network/history.ts'
import classes from './TimePlot.module.css'
import { createPlot, type PlotData, type PlotSeries, plotHeightPx, updatePlot } from './time-plot.ts'

export interface PlotLine {
  readonly label: string
  /** A CSS variable. */
  readonly colour: string
  readonly read: (point: HistoryPoint) => number | undefined
}

interface Axis {
  /** The y axis reaches at least so far up. */
  readonly leastTop: number
  readonly format: (value: number) => string
}

export interface TimePlotProps extends Axis {
  readonly title: string
  readonly points: readonly HistoryPoint[]
  readonly lines: readonly PlotLine[]
}

const msPerSecond = 1_000
const secondsPerMinute = 60
const spanSeconds = historyMs / msPerSecond

const newest = (values: PlotSeries['values'], format: Axis['format']): string => {
  const value = values.at(-1) ?? undefined
  return value === undefined ? '–' : format(value)
}

/** The drawing. Colours and labels are those of its first moment. */
const Drawing = ({ data, leastTop, format }: Axis & { readonly data: PlotData }) => {
  const { t } = useTranslation()
  const { ref: sized, width } = useElementSize()
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(undefined)
  const create = useEffectEvent((at: HTMLElement) =>
    createPlot({
      place: at,
      width,
      data,
      spanSeconds,
      leastTop,
      formatTime: (seconds) =>
        seconds === 0 ? t('network.plot.now') : t('network.plot.minutes', { count: -seconds / secondsPerMinute }),
      formatValue: format,
    }),
  )
  const isSized = width > 0
  useEffect(() => {
    if (place.current === null || !isSized) return
    const created = create(place.current)
    plot.current = created
    return () => {
      plot.current = undefined
      created.destroy()
    }
  }, [isSized])
  useEffect(() => plot.current?.setSize({ width, height: plotHeightPx }), [width])
  useEffect(() => {
    if (plot.current !== undefined) updatePlot(plot.current, data)
  }, [data])
  return (
    <div ref={sized} aria-hidden="true">
      <div ref={place} />
    </div>
  )
}

/** One figure over the last minutes; its newest value stands beside its name, for those too who do not see lines. */
export const TimePlot = ({ title, points, lines, leastTop, format }: TimePlotProps) => {
  const { i18n } = useTranslation()
  const scheme = useComputedColorScheme('dark')
  const series = lines.map(
    ({ label, colour, read }): PlotSeries => ({
      label,
      colour,
      values: points.map((point) => read(point) ?? null),
    }),
  )
  const nowMs = points.at(-1)?.atMs ?? 0
  const data: PlotData = { seconds: points.map(({ atMs }) => (atMs - nowMs) / msPerSecond), series }
  return (
    <figure className={classes.plot}>
      <figcaption className={classes.caption}>
        <span className={classes.title}>{title}</span>
        {series.map(({ label, colour, values }) => (
          <span key={label} className={classes.line}>
            <i style={{ background: `var(${colour})` }} />
            {label} <b>{newest(values, format)}</b>
          </span>
        ))}
      </figcaption>
      <Drawing key={`${scheme} ${i18n.language}`} data={data} leastTop={leastTop} format={format} />
    </figure>
  )
}
