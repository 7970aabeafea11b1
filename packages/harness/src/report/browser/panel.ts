import uPlot from 'uplot'
import type { PlotLine, PlotPanel, TrialPlots } from '../plots/data.ts'
import { createLegend } from './legend.ts'
import { lineStyles } from './line-style.ts'
import { drawMarks, drawShade } from './underlay.ts'

const heightPx = 128
/** The same in all panels, so that their x axes lie below each other. */
const yAxisPx = 46
const xAxisPx = 22
/** Above the plot, for the numbers of marks. */
const topPx = 14

export interface Panel {
  readonly element: HTMLElement
  /** Again in the colours of the moment. */
  redraw(): void
  close(): void
}

export interface PanelOptions {
  readonly panel: PlotPanel
  readonly trial: TrialPlots
  /** Panels of the same key share their cursor. */
  readonly cursorKey: string
}

export function createPanel({ panel, trial, cursorKey }: PanelOptions): Panel {
  const styles = lineStyles(panel.lines)
  const legend = createLegend(panel, styles)
  const element = document.createElement('figure')
  element.className = 'panel'
  const caption = document.createElement('figcaption')
  const unit = document.createElement('span')
  unit.className = 'unit'
  unit.textContent = panel.unit
  caption.append(`${panel.title} `, unit)
  const place = document.createElement('div')
  element.append(caption, legend.element, place)

  const axis = (size: number): uPlot.Axis => ({
    size,
    gap: 3,
    font: '11px system-ui, sans-serif',
    stroke: () => colour('--muted'),
    grid: { stroke: () => colour('--plot-grid'), width: 1 },
    ticks: { show: false },
  })
  const plot = new uPlot(
    {
      width: 300,
      height: heightPx,
      padding: [topPx, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: cursorKey }, points: { size: 6 } },
      scales: { x: { time: false, range: [0, trial.seconds.at(-1) ?? 1] }, y: { range: yRange(panel.floor) } },
      axes: [
        { ...axis(xAxisPx), values: (_, ticks) => ticks.map((tick) => `${tick} s`) },
        { ...axis(yAxisPx), space: 26 },
      ],
      series: [
        {},
        ...panel.lines.map((line, i) => {
          const style = styles[i]
          return {
            label: line.label,
            stroke: () => colour(style?.variable ?? '--ink'),
            width: style?.width ?? 1,
            dash: [...(style?.dash ?? [])],
            points: { show: false, filter: () => lonePoints(line) },
            ...stepsOf(line),
          }
        }),
      ],
      hooks: {
        drawAxes: [(u) => drawShade(u, trial.seconds, panel.shade?.values ?? [], colour('--plot-shade'))],
        draw: [(u) => drawMarks(u, trial.marks, colour('--plot-mark'))],
        setCursor: [(u) => legend.show(u.cursor.idx ?? null)],
      },
    },
    [[...trial.seconds], ...panel.lines.map(({ values }) => [...values])],
    place,
  )
  const resized = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0)
    if (width > 0 && width !== plot.width) plot.setSize({ width, height: heightPx })
  })
  resized.observe(place)
  return {
    element,
    redraw: () => plot.redraw(false, true),
    close: () => {
      resized.disconnect()
      plot.destroy()
    },
  }
}

function stepsOf({ stepped }: PlotLine): Pick<uPlot.Series, 'paths'> {
  // A value is that of the second that ends at its x.
  const paths = stepped ? uPlot.paths.stepped?.({ align: -1 }) : undefined
  return paths ? { paths } : {}
}

/** A value between two unknown ones has no line: it gets a point. */
function lonePoints({ values }: PlotLine): number[] {
  const known = (i: number) => typeof values[i] === 'number'
  return [...values.keys()].filter((i) => known(i) && !known(i - 1) && !known(i + 1))
}

/** With room above, and a scale even where all is zero. */
function yRange(floor: number | null): uPlot.Scale.Range {
  return (_, low, high) => {
    if (low === null || high === null) return [0, 1]
    if (floor === null) {
      const room = Math.max((high - low) * 0.1, Math.abs(high) * 0.005)
      return [low - room, high + room]
    }
    return [Math.min(floor, low), Math.max(high * 1.08, 1)]
  }
}

function colour(variable: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim()
}
