import { type RecordingLayout, recordingParametersSchema } from '@mrtc/protocol'
import { describe, expect, it } from 'vitest'
import type { JournalEntry, JournalEvent } from '../capture/journal.ts'
import { placesOf } from './layout.ts'
import { scenesOf } from './scenes.ts'
import { RecordingTime, storyOf } from './timeline.ts'
import { senderTime, TrackClock } from './track-clock.ts'

const parameters = recordingParametersSchema.parse({ rendering: { framesPerSecond: 10 } })
const published = (feedId: string): JournalEvent => ({
  ...{ event: 'feedPublished', feedId, uid: feedId, tag: feedId },
  kinds: ['audio', 'video'],
})

function journal(...events: readonly (readonly [atMs: number, event: JournalEvent])[]): JournalEntry[] {
  const started: JournalEvent = { event: 'started', recordId: 'r', roomId: 'room', parameters }
  return [[0, started] as const, ...events].map(([atMs, event]) => ({ ...event, atMs }))
}

function scenes(entries: JournalEntry[], firstPictureMs: Record<string, number>, lastPacketAtMs = 0) {
  const story = storyOf(entries, lastPacketAtMs)
  const time = new RecordingTime(story.kept, 0)
  return scenesOf({
    story,
    rendering: parameters.rendering,
    time,
    firstPictureMs: new Map(Object.entries(firstPictureMs)),
  }).map(({ fromFrame, toFrame, pictures }) => [fromFrame, toFrame, pictures.map(({ feedId }) => feedId).join(' ')])
}

describe('the scenes of a recording', () => {
  it('change when pictures come, are muted and go', () => {
    const entries = journal(
      [0, published('a')],
      [1_000, published('b')],
      [2_000, { event: 'muted', feedId: 'a', kind: 'video', muted: true }],
      [3_000, { event: 'muted', feedId: 'a', kind: 'video', muted: false }],
      [4_000, { event: 'feedEnded', feedId: 'b' }],
      [5_000, { event: 'ended', reason: 'stopped' }],
    )
    expect(scenes(entries, { a: 0, b: 1_200 })).toEqual([
      [0, 12, 'a'],
      [12, 20, 'a b'],
      [20, 30, 'b'],
      [30, 40, 'a b'],
      [40, 50, 'a'],
    ])
  })

  it('leave pauses out, and begin anew after one', () => {
    const entries = journal(
      [0, published('a')],
      [2_000, { event: 'paused' }],
      [12_000, { event: 'resumed' }],
      [13_000, { event: 'ended', reason: 'stopped' }],
    )
    expect(scenes(entries, { a: 0 })).toEqual([
      [0, 20, 'a'],
      [20, 30, 'a'],
    ])
  })

  it('of a journal that a crash cut off go on to the last packet', () => {
    expect(scenes(journal([0, published('a')]), { a: 0 }, 4_000)).toEqual([[0, 40, 'a']])
  })
})

describe('the time of a recording', () => {
  it('goes both ways, but for what was not kept', () => {
    const time = new RecordingTime(
      [
        { fromMs: 100, toMs: 200 },
        { fromMs: 500, toMs: 600 },
      ],
      150,
    )
    expect(time.durationMs).toBe(150)
    expect([100, 160, 300, 550, 900].map((at) => time.of(at))).toEqual([0, 10, 50, 100, 150])
    expect([0, 10, 50, 100].map((at) => time.momentOf(at))).toEqual([150, 160, 500, 550])
  })
})

describe('the clock of a track', () => {
  it('is that of the quickest packets, whatever the network does to others', () => {
    const clock = new TrackClock()
    for (let sentMs = 0; sentMs < 30_000; sentMs += 20) {
      clock.add({ sentMs, arrivedAtMs: 1_000_000 + sentMs + 25 + (sentMs % 100) })
    }
    expect(clock.at(15_000)).toBeCloseTo(1_015_025, 0)
  })

  it("follows a sender's clock that is too fast", () => {
    const clock = new TrackClock()
    for (let passedMs = 0; passedMs < 3_600_000; passedMs += 100) {
      clock.add({ sentMs: passedMs * 1.0001, arrivedAtMs: passedMs })
    }
    expect(Math.abs(clock.at(3_500_000 * 1.0001) - 3_500_000)).toBeLessThan(5)
  })

  it('tells what timestamps mean by the report that is nearest', () => {
    const time = senderTime(90_000, [
      { ntpMs: 1_000, timestamp: 0 },
      { ntpMs: 2_001, timestamp: 90_000 },
    ])
    expect([9_000, 99_000].map(time)).toEqual([1_100, 2_101])
  })
})

describe('layouts', () => {
  const feeds = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ feedId: `${index}`, tag: `t${index}` }))
  const size = { width: 640, height: 360 }

  it.each(
    [1, 2, 3, 4, 5, 7, 9, 16, 25].flatMap((count) => [
      [count, { kind: 'tile' }] as const,
      [count, { kind: 'spotlight' }] as const,
    ]),
  )('of %d pictures keep them inside and apart: %j', (count, layout) => {
    const places = placesOf(layout as RecordingLayout, feeds(count), size).map(({ place }) => place)
    expect(places).toHaveLength(count)
    for (const [index, a] of places.entries()) {
      expect(a.width % 2 === 0 && a.height % 2 === 0 && a.width > 0 && a.height > 0).toBe(true)
      expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= size.width && a.y + a.height <= size.height).toBe(true)
      for (const b of places.slice(index + 1)) {
        const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
        expect(isApart).toBe(true)
      }
    }
  })

  it('put the tags that are named first', () => {
    const placed = placesOf({ kind: 'spotlight', tags: ['t2'] }, feeds(3), size)
    expect(placed.map(({ feed }) => feed.tag)).toEqual(['t2', 't0', 't1'])
  })

  it('with places show only the tags that have one, within the picture', () => {
    const positions = [{ tag: 't1', x: 600, y: 300, width: 200, height: 200 }]
    expect(placesOf({ kind: 'positions', positions }, feeds(3), size)).toEqual([
      { feed: { feedId: '1', tag: 't1' }, place: { x: 600, y: 300, width: 40, height: 60 } },
    ])
  })
})
