import Table from 'cli-table3'
import type { TileFigures } from './figures.ts'
import type { PublisherFigures } from './publisher.ts'

const titles: Readonly<Record<string, string>> = {
  everything: 'everything at full size',
  grid: 'what is seen: grid',
  speaker: 'what is seen: speaker large',
}
const style = { head: [], border: [] }

const sizes = (widths: TileFigures['widths']) =>
  Object.entries(widths)
    .map(([width, count]) => `${count} x ${width}`)
    .join(', ')

export function renderTiles(figures: readonly TileFigures[]): string {
  const table = new Table({
    head: ['received', 'page fps', 'long tasks', 'decoded', 'widths', 'their fps', 'kbit/s', 'all send kbit/s', 'CPU'],
    colAligns: ['left', 'right', 'right', 'right', 'left', 'right', 'right', 'right', 'right'],
    style,
  })
  for (const one of figures) {
    table.push([
      titles[one.shown] ?? one.shown,
      one.pageFps.toFixed(1),
      `${(100 * one.longTaskShare).toFixed(1)} %`,
      one.streamsDecoded,
      sizes(one.widths),
      one.streamFps.toFixed(1),
      one.receivedKbps.toFixed(0),
      one.sentKbps.toFixed(0),
      `${one.cpuPercent.toFixed(0)} %`,
    ])
  }
  return table.toString()
}

export function renderPublisher(figures: readonly PublisherFigures[]): string {
  const table = new Table({
    head: ['one publisher, watched by', 'sends kbit/s', 'without leaving layers out'],
    colAligns: ['left', 'right', 'right'],
    style,
  })
  for (const { viewers, wantedKbps, plainKbps } of figures) {
    table.push([viewers, wantedKbps.toFixed(0), plainKbps.toFixed(0)])
  }
  return table.toString()
}
