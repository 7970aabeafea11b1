/** A small plot over the last minutes, drawn by uPlot; everything about it that is not React. */
import uPlot from 'uplot'

export interface PlotSeries {
  readonly label: string
  /** A CSS variable. */
  readonly colour: string
  /** One a point; null where nothing was known. */
  readonly values: readonly (number | null)[]
}

export interface PlotData {
  /** Seconds before now, negative, rising. */
  readonly seconds: readonly number[]
  readonly series: readonly PlotSeries[]
}

export interface PlotOptions {
  readonly place: HTMLElement
  readonly width: number
  readonly data: PlotData
  /** Length of the x axis. */
  readonly spanSeconds: number
  /** The y axis reaches at least so far: noise near zero is no mountain range. */
  readonly leastTop: number
  readonly formatTime: (seconds: number) => string
  readonly formatValue: (value: number) => string
}

export const plotHeightPx = 92
const yAxisPx = 64
const xAxisPx = 24
const xStepSeconds = 60
const headroom = 1.1
const topPx = 8
/** Room for half of the last label. */
const rightPx = 14

const aligned = ({ seconds, series }: PlotData): uPlot.AlignedData => [
  [...seconds],
  ...series.map(({ values }) => [...values]),
]

export const createPlot = (options: PlotOptions): uPlot => {
  const { place, width, data, spanSeconds, leastTop, formatTime, formatValue } = options
  const colour = (name: string) => getComputedStyle(place).getPropertyValue(name).trim()
  const axis = (size: number): uPlot.Axis => ({
    size,
    gap: 5,
    font: '11px system-ui, sans-serif',
    stroke: () => colour('--mrtc-text-dim'),
    grid: { stroke: () => colour('--mrtc-line'), width: 1 },
    ticks: { show: false },
  })
  return new uPlot(
    {
      width,
      height: plotHeightPx,
      padding: [topPx, rightPx, 0, 0],
      cursor: { show: false },
      legend: { show: false },
      scales: {
        x: { time: false, range: [-spanSeconds, 0] },
        y: { range: (_plot, _min, max) => [0, Math.max(leastTop, (max ?? 0) * headroom)] },
      },
      axes: [
        {
          ...axis(xAxisPx),
          splits: () =>
            Array.from({ length: spanSeconds / xStepSeconds + 1 }, (_, n) => n * xStepSeconds - spanSeconds),
          values: (_plot, splits) => splits.map(formatTime),
        },
        { ...axis(yAxisPx), space: 26, values: (_plot, splits) => splits.map(formatValue) },
      ],
      series: [
        {},
        ...data.series.map(({ label, colour: name }) => ({
          label,
          stroke: () => colour(name),
          width: 1.75,
          points: { show: false },
        })),
      ],
    },
    aligned(data),
    place,
  )
}

export const updatePlot = (plot: uPlot, data: PlotData): void => plot.setData(aligned(data))
