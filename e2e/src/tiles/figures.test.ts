import { expect, it } from 'vitest'
import { figuresBetween, type TileSample } from './figures.ts'

const sample = (seconds: number, decoded: readonly number[]): TileSample => ({
  pulse: {
    atMs: seconds * 1_000,
    frames: seconds * 60,
    longTasks: seconds,
    longTaskMs: seconds * 100,
    streams: decoded.map((framesDecoded, index) => ({
      id: `s${index}`,
      framesDecoded,
      width: index === 0 ? 1280 : 320,
      bytesReceived: seconds * 1_000,
    })),
  },
  sentBytes: seconds * 10_000,
  cpuSeconds: seconds / 2,
})

it('gives rates between two samples, and counts as decoded what moves', () => {
  const figures = figuresBetween('grid', sample(10, [0, 0, 100]), sample(20, [150, 150, 101]))
  expect(figures).toEqual({
    shown: 'grid',
    pageFps: 60,
    longTaskShare: 0.1,
    streamsDecoded: 2,
    streamFps: 15,
    widths: { 320: 1, 1280: 1 },
    receivedKbps: 24,
    sentKbps: 80,
    cpuPercent: 50,
  })
})
