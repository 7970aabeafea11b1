import { FakeClient, FakeRoom, feedOf } from '@mrtc/client/testing'
import { MrtcError } from '@mrtc/protocol/errors'
import { RoomModel } from '@mrtc/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CallRecorder, elapsedMs } from './call-recorder.ts'

const wish = { codec: 'VP8', size: { width: 1_280, height: 720 }, withTime: true, text: 'Ann' } as const
const file = { blob: new Blob(['x']), durationMs: 1_000, extension: '.webm' } as const

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
})

const setUp = async () => {
  const track = (id: string) => ({ id, readyState: 'live' }) as MediaStreamTrack
  const room = new FakeRoom({ tracksOf: ({ feedId }) => ({ video: track(feedId) }) })
  room.join(room.localUid, 'Ann')
  room.join('bob', 'Bob')
  const client = new FakeClient(room)
  await client.connect()
  const model = new RoomModel({ client, room })
  const told: unknown[] = []
  const saved: string[] = []
  const recording = {
    pause: vi.fn(async () => {}),
    resume: vi.fn(async () => {}),
    setStreams: vi.fn(),
    stop: vi.fn(async () => file),
    on: vi.fn((_name: string, _listener: () => void) => () => {}),
  }
  const start = vi.fn(async () => recording)
  const recorder = new CallRecorder({
    room,
    model,
    announce: (isRecording, to) => told.push([isRecording, ...(to ?? [])]),
    onProblem: (problem) => told.push(problem),
    start,
    save: (_blob, name) => saved.push(name),
  })
  cleanUps.push(() => {
    recorder.close()
    model.close()
  })
  return { room, recorder, recording, start, told, saved }
}

describe('a recording of the call', () => {
  it('has time and name in its picture, and is saved when it is stopped', async () => {
    const { recorder, start, told, saved } = await setUp()
    await recorder.start(wish)
    expect(start).toHaveBeenCalledWith(
      expect.objectContaining({
        codec: 'VP8',
        watermarks: [expect.objectContaining({ kind: 'time' }), expect.objectContaining({ kind: 'text', text: 'Ann' })],
      }),
    )
    expect(recorder.store.get().state).toBe('recording')
    await recorder.stop()
    expect(recorder.store.get()).toMatchObject({ state: 'saved', file })
    expect(saved).toEqual([expect.stringMatching(/^mrtc [\d-]+ [\d.]+\.webm$/)])
    expect(told).toEqual([[true], [false]])
  })

  it('takes in whoever comes, and tells them', async () => {
    const { room, recorder, recording, told } = await setUp()
    await recorder.start(wish)
    room.join('eve', 'Eve')
    room.announce(feedOf({ uid: 'eve', feedId: 'f-eve', kinds: ['video'] }))
    await vi.waitFor(() => expect(recording.setStreams).toHaveBeenCalled())
    const [streams] = recording.setStreams.mock.lastCall ?? []
    expect(streams).toEqual([{ video: expect.objectContaining({ id: 'f-eve' }) }])
    expect(told).toEqual([[true], [true, 'eve']])
  })

  it('does not count the time while it rests', async () => {
    const { recorder } = await setUp()
    await recorder.start(wish)
    await recorder.pause()
    const paused = recorder.store.get()
    if (paused.state !== 'paused') throw new Error(paused.state)
    expect(elapsedMs(paused.clock, performance.now() + 10_000)).toBe(paused.clock.beforeMs)
    await recorder.resume()
    const resumed = recorder.store.get()
    if (resumed.state !== 'recording') throw new Error(resumed.state)
    expect(elapsedMs(resumed.clock, (resumed.clock.since ?? 0) + 500)).toBeCloseTo(resumed.clock.beforeMs + 500)
  })

  it.each([
    ['PARAMETER_INVALID', 'nothing'],
    ['CODEC_UNSUPPORTED', 'unsupported'],
    ['MEDIA_FAILED', 'failed'],
  ] as const)('that cannot begin (%s) says %s, and can be tried again', async (code, problem) => {
    const { recorder, start, told } = await setUp()
    start.mockRejectedValueOnce(new MrtcError(code))
    await recorder.start(wish)
    expect([told, recorder.store.get().state]).toEqual([[problem], 'off'])
    await recorder.start(wish)
    expect(recorder.store.get().state).toBe('recording')
  })

  it('that breaks off tells everyone', async () => {
    const { recorder, recording, told } = await setUp()
    await recorder.start(wish)
    recording.on.mock.lastCall?.[1]()
    expect(told).toEqual([[true], [false], 'failed'])
    expect(recorder.store.get().state).toBe('off')
  })

  it('is saved when the call is left', async () => {
    const { recorder, saved } = await setUp()
    await recorder.start(wish)
    recorder.close()
    await vi.waitFor(() => expect(saved).toHaveLength(1))
  })
})
