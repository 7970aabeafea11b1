import uPlot from 'uplot'
import type { PlotLine, PlotPanel, TrialPlots } from '../plots/data.ts'
import { createGrid, type Grid } from './grid.ts'
import { createLegend } from './legend.ts'
import { lineStyles } from './line-style.ts'
import { drawMarks, drawShade } from './underlay.ts'

const heightPx = 136
/** The same in all panels, so that their x axes lie below each other. */
const yAxisPx = 46
const xAxisPx = 24
/** Fewer pixels between labels of the y axis would make them touch. */
const yLabelSpacePx = 22
/** Whole seconds only: nothing is known in between. */
const xSteps = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600]
/** Room for half of the last label. */
const rightPx = 16
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

  const grid = createGrid(trial.seconds)
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
      padding: [topPx, rightPx, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        sync: { key: cursorKey },
        points: { size: 6 },
        dataIdx: (_, series, index) => {
          const line = panel.lines[series - 1]
          return line ? grid.placeOf(line, grid.secondOf(index)) : index
        },
      },
      scales: { x: { time: false, range: [0, trial.seconds.at(-1) ?? 1] }, y: { range: yRange(panel.floor) } },
      axes: [
        { ...axis(xAxisPx), gap: 6, incrs: xSteps, values: (_, ticks) => ticks.map((tick) => `${tick} s`) },
        { ...axis(yAxisPx), space: yLabelSpacePx },
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
            points: { show: false, filter: () => lonePoints(line, grid) },
            ...stepsOf(line),
          }
        }),
      ],
      hooks: {
        drawAxes: [(u) => drawShade(u, trial.seconds, panel.shade?.values ?? [], colour('--plot-shade'))],
        draw: [(u) => drawMarks(u, trial.marks, colour('--plot-mark'))],
        setCursor: [(u) => legend.show(typeof u.cursor.idx === 'number' ? grid.secondOf(u.cursor.idx) : null)],
      },
    },
    [grid.xs, ...panel.lines.map(grid.valuesOf)],
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
  const paths = stepped ? uPlot.paths.stepped?.({ align: -1, extend: true }) : undefined
  return paths ? { paths } : {}
}

/** A value between two unknown ones has no line: it gets a point. */
function lonePoints(line: PlotLine, grid: Grid): number[] {
  const { values } = line
  const known = (i: number) => typeof values[i] === 'number'
  const alone = [...values.keys()].filter((i) => known(i) && !known(i - 1) && !known(i + 1))
  return alone.map((second) => grid.placeOf(line, second))
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
