import { describe, expect, it } from 'vitest'
import { monoPcm } from '../codec/index.ts'
import type { MediaSource, SourceItem } from '../source/index.ts'
import type { AudioPublisher } from './audio-publisher.ts'
import { BitrateControl } from './bitrate-control.ts'
import { type Clock, playSource } from './source-player.ts'
import { SpeechQueue } from './speech-queue.ts'
import { catchUpMsMax, TickSchedule } from './ticker.ts'
import { VideoPublisher } from './video-publisher.ts'

describe('the speech queue', () => {
  it('gives out in frames what was pushed in pieces, then silence', () => {
    const queue = new SpeechQueue(4)
    queue.push(Buffer.from([1, 2, 3]))
    queue.push(Buffer.from([4, 5]))
    queue.push(Buffer.alloc(0))
    expect(queue.sizeBytes).toBe(5)
    expect([...queue.pull()]).toEqual([1, 2, 3, 4])
    expect(queue.sizeBytes).toBe(1)
    expect([...queue.pull()]).toEqual([5, 0, 0, 0])
    expect([...queue.pull()]).toEqual([0, 0, 0, 0])
    expect(queue.sizeBytes).toBe(0)
  })

  it('keeps its own copy and forgets everything when cleared', () => {
    const queue = new SpeechQueue(2)
    const piece = Buffer.from([7, 7, 7, 7])
    queue.push(piece)
    piece.fill(0)
    expect([...queue.pull()]).toEqual([7, 7])
    queue.clear()
    expect(queue.sizeBytes).toBe(0)
    expect([...queue.pull()]).toEqual([0, 0])
  })
})

describe('the tick schedule', () => {
  it('is never early, never drifts, and makes up for a short delay', () => {
    const schedule = new TickSchedule(20, 1_000)
    expect(schedule.due(999)).toEqual([])
    expect(schedule.due(1_000)).toEqual([1_000])
    expect(schedule.due(1_033)).toEqual([1_020])
    expect(schedule.due(1_095)).toEqual([1_040, 1_060, 1_080])
    expect(schedule.nextAt).toBe(1_100)
  })

  it('leaves out what was missed in a long stop', () => {
    const schedule = new TickSchedule(20, 0)
    schedule.due(0)
    expect(schedule.due(20 + catchUpMsMax + 1)).toHaveLength(1)
    expect(schedule.nextAt).toBeGreaterThan(catchUpMsMax)
  })
})

/** Time that passes only while somebody waits. */
class FakeClock implements Clock {
  nowMs = 5_000
  readonly waits: number[] = []
  now() {
    return this.nowMs
  }
  async wait(delayMs: number, signal: AbortSignal) {
    if (signal.aborted) return
    this.waits.push(delayMs)
    this.nowMs += delayMs
  }
}

const sourceOf = (timestampsMs: readonly number[]): MediaSource => ({
  audio: monoPcm,
  async *items() {
    for (const timestampMs of timestampsMs) {
      const item: SourceItem = { type: 'sound', timestampMs, durationMs: 20, data: Buffer.alloc(640) }
      yield item
    }
  },
})

/** What was written and when. */
function fakeAudio(clock: FakeClock) {
  const written: { at: number; timestampMs: number }[] = []
  const audio = { write: (_pcm: Buffer, timestampMs: number) => written.push({ at: clock.nowMs, timestampMs }) }
  return { audio: audio as unknown as AudioPublisher, written }
}

describe('playing a source', () => {
  const forever = new AbortController().signal

  it('writes each item at its time', async () => {
    const clock = new FakeClock()
    const { audio, written } = fakeAudio(clock)
    await playSource({ source: sourceOf([0, 20, 40]), audio }, forever, clock)
    expect(written).toEqual([5_000, 5_020, 5_040].map((at) => ({ at, timestampMs: at })))
  })

  it('catches up after a short delay and goes on later after a long one', async () => {
    const clock = new FakeClock()
    const { audio, written } = fakeAudio(clock)
    const source: MediaSource = {
      audio: monoPcm,
      async *items() {
        for await (const item of sourceOf([0, 20, 40, 60]).items()) {
          if (item.timestampMs === 20) clock.nowMs += 100
          if (item.timestampMs === 60) clock.nowMs += 5_000
          yield item
        }
      },
    }
    await playSource({ source, audio }, forever, clock)
    expect(written.slice(0, 3).map(({ timestampMs }) => timestampMs)).toEqual([5_000, 5_020, 5_040])
    expect(written[3]?.timestampMs).toBe(written[3]?.at)
  })

  it('begins again at the end when told to, without a hole', async () => {
    const clock = new FakeClock()
    const { audio, written } = fakeAudio(clock)
    const stopping = new AbortController()
    const stopAfter = {
      write: (pcm: Buffer, timestampMs: number) => {
        audio.write(pcm, timestampMs)
        if (written.length === 7) stopping.abort()
      },
    } as unknown as AudioPublisher
    await playSource({ source: sourceOf([0, 20, 40]), audio: stopAfter, loop: true }, stopping.signal, clock)
    expect(written.map(({ at }) => at - 5_000)).toEqual([0, 20, 40, 60, 80, 100, 120])
  })

  it('ends at once with an empty source, even in a loop', async () => {
    const clock = new FakeClock()
    await playSource({ source: sourceOf([]), loop: true }, forever, clock)
    expect(clock.waits).toEqual([])
  })

  it('stops when told to', async () => {
    const clock = new FakeClock()
    const { audio, written } = fakeAudio(clock)
    await playSource({ source: sourceOf([0, 20]), audio }, AbortSignal.abort(), clock)
    expect(written).toEqual([])
  })
})

describe('the rate of video', () => {
  const range = { minBps: 100_000, maxBps: 600_000 }

  it('begins at the most and stays there while estimates grow, however low they are', () => {
    const control = new BitrateControl(range)
    for (let second = 0; second < 10; second++) control.estimated(130_000 * 1.08 ** second, second * 1_000)
    expect(control.targetBps).toBe(600_000)
  })

  it('falls below an estimate that falls, and not below its least', () => {
    const control = new BitrateControl(range)
    control.estimated(500_000, 0)
    control.estimated(300_000, 200)
    expect(control.targetBps).toBe(255_000)
    control.estimated(20_000, 400)
    expect(control.targetBps).toBe(100_000)
  })

  it('comes back slowly', () => {
    const control = new BitrateControl(range)
    control.estimated(500_000, 0)
    control.estimated(300_000, 0)
    for (let second = 1; second <= 5; second++) control.estimated(300_000 * 1.08 ** second, second * 1_000)
    expect(control.targetBps).toBeGreaterThan(360_000)
    expect(control.targetBps).toBeLessThan(400_000)
    for (let second = 6; second <= 20; second++) control.estimated(300_000 * 1.08 ** second, second * 1_000)
    expect(control.targetBps).toBe(600_000)
  })

  it('is told when it changes by much', () => {
    const video = new VideoPublisher({ framesPerSecond: 15, bitrateMaxBps: 600_000 })
    const rates: number[] = []
    video.on('bitrateChanged', (bps) => rates.push(bps))
    for (const estimate of [400_000, 405_000, 300_000, 301_000])
      video.track.feedback.emit('bandwidthEstimated', estimate)
    expect(rates).toEqual([255_000])
    expect(video.bitrateBps).toBe(255_000)
    video.close()
  })
})
