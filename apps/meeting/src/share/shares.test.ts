import { FakeRoom } from '@mrtc/client/testing'
import { MrtcError } from '@mrtc/protocol/errors'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Shares } from './shares.ts'

const sdk = vi.hoisted(() => ({ captureFile: vi.fn(), captureScreen: vi.fn(), captureCamera: vi.fn() }))
vi.mock('@mrtc/web-sdk', async (original) => ({ ...(await original<object>()), ...sdk }))

class Track extends EventTarget {
  readonly kind = 'video'
  readyState = 'live'

  stop() {
    this.readyState = 'ended'
  }

  endsByItself() {
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }
}

const setUp = () => {
  const room = new FakeRoom()
  const told: unknown[] = []
  const shares = new Shares({
    room,
    onProblem: (problem) => told.push(problem.key),
    onCaptureFailed: (device, problem) => told.push([device, problem]),
    onFileFailed: (name, problem) => told.push([name, problem]),
  })
  const track = new Track()
  const media = { video: track, stop: () => track.stop() }
  return { room, shares, told, track, media, shown: () => shares.store.get().shares.map(({ name }) => name) }
}

const file = new File(['x'], 'slides.pdf', { type: 'application/pdf' })
const refused = (reason: string) => new MrtcError('CAPTURE_FAILED', undefined, { data: { device: 'file', reason } })

describe('what is shown besides a person', () => {
  beforeEach(() => {
    for (const mock of Object.values(sdk)) mock.mockReset()
  })

  it('is a publication of its own with its name as tag, until it is stopped', async () => {
    const { room, shares, track, media, shown } = setUp()
    sdk.captureFile.mockResolvedValue(media)
    await shares.shareFile(file)
    expect(shown()).toEqual(['slides.pdf'])
    expect(room.published[0]?.options).toMatchObject({
      source: 'file',
      tag: 'slides.pdf',
      degradationPreference: 'maintain-resolution',
    })
    await shares.stop(shares.store.get().shares[0]?.feedId ?? '')
    expect([shown(), track.readyState, room.publications.size]).toEqual([[], 'ended', 0])
  })

  it('ends with its source', async () => {
    const { shares, track, media, shown } = setUp()
    sdk.captureFile.mockResolvedValue({ ...media, playback: { isPlaying: true } })
    await shares.shareFile(file)
    track.endsByItself()
    await vi.waitFor(() => expect(shown()).toEqual([]))
  })

  it('asks for the password of a file that is protected, and again after a wrong one', async () => {
    const { shares, media, shown, told } = setUp()
    sdk.captureFile.mockRejectedValueOnce(refused('locked')).mockRejectedValueOnce(refused('locked'))
    sdk.captureFile.mockResolvedValue(media)
    await shares.shareFile(file)
    expect(shares.locked.get()).toEqual({ file, wasWrong: false })
    await shares.unlock('guess')
    expect(shares.locked.get()).toEqual({ file, wasWrong: true })
    await shares.unlock('right')
    expect(sdk.captureFile).toHaveBeenLastCalledWith(file, expect.objectContaining({ password: 'right' }))
    expect([shares.locked.get(), shown(), told]).toEqual([undefined, ['slides.pdf'], []])
  })

  it.each([
    ['unfit', 'unreadable'],
    ['tooLarge', 'tooLarge'],
    ['unsupported', 'unknown'],
  ])('says of a file that is %s that it is %s', async (reason, problem) => {
    const { shares, told } = setUp()
    sdk.captureFile.mockRejectedValue(refused(reason))
    await shares.shareFile(file)
    expect(told).toEqual([['slides.pdf', problem]])
    expect(shares.store.get().isStarting).toBe(false)
  })

  it('is stopped when the server has no room for it', async () => {
    const { room, shares, media, track, told } = setUp()
    room.failures.publish.push(new MrtcError('FEED_LIMIT'))
    sdk.captureFile.mockResolvedValue(media)
    await shares.shareFile(file)
    expect([told, track.readyState]).toEqual([['tooMuch'], 'ended'])
  })

  it('takes the choice of no screen for a choice', async () => {
    const { shares, told } = setUp()
    sdk.captureScreen.mockRejectedValue(refused('denied'))
    await shares.toggleScreen()
    expect(told).toEqual([])
  })

  it('is over with the call', async () => {
    const { shares, media, track } = setUp()
    sdk.captureFile.mockResolvedValue(media)
    await shares.shareFile(file)
    shares.close()
    expect(track.readyState).toBe('ended')
  })
})
