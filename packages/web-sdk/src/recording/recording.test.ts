import { describe, expect, it } from 'vitest'
import { containerOf, videoEncoderConfig } from './formats.ts'
import { layoutCells } from './layout.ts'
import { RecordingClock } from './recording-clock.ts'
import { PagedFile } from './worker/paged-file.ts'
import { timeText } from './worker/time-text.ts'

describe('the layout', () => {
  const size = { width: 640, height: 360 }

  it('gives one picture everything', () => {
    expect(layoutCells(1, size)).toEqual([{ x: 0, y: 0, ...size }])
  })

  it.each([2, 3, 4])('of %d pictures fills the recording but for a border between them', (count) => {
    const cells = layoutCells(count, size)
    expect(cells).toHaveLength(count)
    const covered = cells.reduce((sum, { width, height }) => sum + width * height, 0)
    expect(covered).toBeGreaterThan(0.97 * size.width * size.height)
    for (const one of cells) {
      expect(one.x + one.width).toBeLessThanOrEqual(size.width)
      expect(one.y + one.height).toBeLessThanOrEqual(size.height)
      for (const other of cells) {
        const isApart =
          one === other ||
          one.x + one.width + 4 <= other.x ||
          other.x + other.width + 4 <= one.x ||
          one.y + one.height + 4 <= other.y ||
          other.y + other.height + 4 <= one.y
        expect(isApart).toBe(true)
      }
    }
  })

  it('is empty without pictures', () => {
    expect(layoutCells(0, size)).toEqual([])
  })
})

describe('the clock of a recording', () => {
  it('does not count pauses', () => {
    const clock = new RecordingClock()
    expect(clock.elapsedMs(5)).toBe(0)
    clock.start(1_000)
    expect(clock.elapsedMs(3_000)).toBe(2_000)
    clock.pause(3_000)
    clock.pause(4_000)
    expect(clock.elapsedMs(9_000)).toBe(2_000)
    clock.start(10_000)
    expect(clock.elapsedMs(10_500)).toBe(2_500)
  })
})

describe('the format', () => {
  it('follows from the codec', () => {
    expect(['H264', 'VP8', 'VP9'].map((codec) => containerOf(codec as 'VP8'))).toEqual(['mp4', 'webm', 'webm'])
  })

  it.each([
    [640, 360, 15, 'avc1.42e01e'],
    [1280, 720, 30, 'avc1.42e01f'],
    [1920, 1080, 30, 'avc1.42e028'],
    [1920, 1080, 60, 'avc1.42e02a'],
  ])('of H264 at %dx%d and %d pictures a second has the level that it needs', (width, height, frameRate, codec) => {
    expect(videoEncoderConfig('H264', { width, height }, frameRate).codec).toBe(codec)
  })
})

describe('a paged file', () => {
  const page = 4 * 1024 * 1024

  it('holds what was written over the borders of pages, also backwards near its end and at its beginning', async () => {
    const file = new PagedFile()
    const whole = new Uint8Array(7 * page + 123).map((_, index) => index % 251)
    for (let at = 0; at < whole.length; at += 1_000_003) file.write(whole.subarray(at, at + 1_000_003), at)
    for (const at of [0, 7 * page - 5]) {
      const correction = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
      file.write(correction, at)
      whole.set(correction, at)
    }
    const blob = file.finish('video/webm')
    expect(blob.type).toBe('video/webm')
    const same = Buffer.from(await blob.arrayBuffer()).equals(Buffer.from(whole))
    expect(same).toBe(true)
  })

  it('says so when something is written where its pages are closed', () => {
    const file = new PagedFile()
    file.write(new Uint8Array(8 * page), 0)
    expect(() => file.write(Uint8Array.of(1), page)).toThrow('written already')
  })
})

it('writes the time of day in a form that sorts', () => {
  expect(timeText(new Date(2026, 2, 4, 5, 6, 7))).toBe('2026-03-04 05:06:07')
})
