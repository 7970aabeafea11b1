import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import { fakeStream, fakeTrack } from '../facade/testing/fake-media.ts'
import { captureCamera, captureScreen, listDevices, type MediaDevicesPort, videoProfiles } from './index.ts'

const size = { width: 640, height: 360 }

function device(kind: MediaDeviceKind, deviceId: string, label = ''): MediaDeviceInfo {
  return { kind, deviceId, label, groupId: 'g', toJSON: () => ({}) }
}

class FakeMediaDevices implements MediaDevicesPort {
  devices: MediaDeviceInfo[] = []
  asked: unknown[] = []
  failure: Error | undefined
  stream = fakeStream([fakeTrack('audio'), fakeTrack('video')])
  before: Promise<void> = Promise.resolve()

  async getUserMedia(constraints?: MediaStreamConstraints): Promise<MediaStream> {
    this.asked.push(constraints)
    await this.before
    if (this.failure) throw this.failure
    // Browsers tell labels from now on.
    this.devices = this.devices.map((known) => device(known.kind, known.deviceId, `label of ${known.deviceId}`))
    return this.stream
  }

  getDisplayMedia(options?: DisplayMediaStreamOptions): Promise<MediaStream> {
    return this.getUserMedia(options as MediaStreamConstraints)
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return this.devices
  }
}

const failureOf = (capture: Promise<unknown>) => capture.catch((error: unknown) => error)

describe('capturing the camera', () => {
  it('wishes for a size, and insists on a device and an aspect ratio', async () => {
    const mediaDevices = new FakeMediaDevices()
    await captureCamera({ video: { ...size, deviceId: 'cam2', forcedAspectRatio: 4 / 3 }, mediaDevices })
    expect(mediaDevices.asked).toEqual([
      {
        video: {
          width: { ideal: 640 },
          height: { ideal: 360 },
          frameRate: { ideal: 15 },
          deviceId: { exact: 'cam2' },
          aspectRatio: { exact: 4 / 3 },
        },
      },
    ])
  })

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotReadableError', 'inUse'],
    ['OverconstrainedError', 'unfit'],
    ['TypeError', 'unsupported'],
    ['SomethingNew', 'inUse'],
  ])('says what %s means: %s', async (name, reason) => {
    const mediaDevices = new FakeMediaDevices()
    mediaDevices.failure = new DOMException('no', name)
    const error = await failureOf(captureCamera({ video: size, mediaDevices }))
    expect(error).toBeInstanceOf(MrtcError)
    expect(error).toMatchObject({ code: 'CAPTURE_FAILED', data: { device: 'camera', reason } })
  })

  it('tells a deviceId that nothing has from a wish too high', async () => {
    const mediaDevices = new FakeMediaDevices()
    mediaDevices.failure = Object.assign(new DOMException('no', 'OverconstrainedError'), { constraint: 'deviceId' })
    const error = await failureOf(captureCamera({ video: { ...size, deviceId: 'gone' }, mediaDevices }))
    expect(error).toMatchObject({ data: { reason: 'notFound' } })
  })

  it.each([
    ['microphone', [device('videoinput', 'cam1')]],
    ['camera', [device('audioinput', 'mic1')]],
  ])('finds out that the %s is the one missing', async (missing, devices) => {
    const mediaDevices = new FakeMediaDevices()
    mediaDevices.devices = devices
    mediaDevices.failure = new DOMException('no', 'NotFoundError')
    const error = await failureOf(captureCamera({ video: size, audio: {}, mediaDevices }))
    expect(error).toMatchObject({ data: { device: missing, reason: 'notFound' } })
  })

  it('is called off by its signal, and stops what the person permits later', async () => {
    const mediaDevices = new FakeMediaDevices()
    const permission = Promise.withResolvers<void>()
    mediaDevices.before = permission.promise
    const abort = new AbortController()
    const capturing = failureOf(captureCamera({ video: size, mediaDevices, signal: abort.signal }))
    abort.abort()
    expect(await capturing).toMatchObject({ code: 'REQUEST_ABORTED' })
    permission.resolve()
    await new Promise((resolve) => setTimeout(resolve))
    expect(mediaDevices.stream.getTracks().every((track) => track.readyState === 'ended')).toBe(true)
  })

  it('says that a page without media devices cannot capture', async () => {
    expect(await failureOf(captureCamera({ video: size }))).toMatchObject({ data: { reason: 'unsupported' } })
  })

  it('stops its tracks', async () => {
    const mediaDevices = new FakeMediaDevices()
    const media = await captureCamera({ video: size, audio: {}, mediaDevices })
    media.stop()
    expect([media.audio?.readyState, media.video?.readyState]).toEqual(['ended', 'ended'])
  })
})

describe('capturing the screen', () => {
  it('asks for the sound of the tab when wanted', async () => {
    const mediaDevices = new FakeMediaDevices()
    await captureScreen({ audio: true, mediaDevices })
    expect(mediaDevices.asked).toEqual([{ video: { frameRate: { ideal: 15 } }, audio: true }])
  })

  it('tells a person who said no', async () => {
    const mediaDevices = new FakeMediaDevices()
    mediaDevices.failure = new DOMException('no', 'NotAllowedError')
    const error = await failureOf(captureScreen({ mediaDevices }))
    expect(error).toMatchObject({ data: { device: 'screen', reason: 'denied' } })
  })

  it('says when the browser has no such function', async () => {
    // As on phones, against the DOM's types.
    const mediaDevices = Object.assign(new FakeMediaDevices(), { getDisplayMedia: undefined as never })
    const error = await failureOf(captureScreen({ mediaDevices }))
    expect(error).toMatchObject({ data: { device: 'screen', reason: 'unsupported' } })
  })
})

describe('listing devices', () => {
  it('sorts them by kind and asks for no permission unless told to', async () => {
    const mediaDevices = new FakeMediaDevices()
    mediaDevices.devices = [device('audioinput', 'mic1'), device('videoinput', 'cam1'), device('audiooutput', 'out1')]
    const list = await listDevices({ mediaDevices })
    expect(list.cameras.map(({ deviceId }) => deviceId)).toEqual(['cam1'])
    expect(list.microphones.map(({ deviceId }) => deviceId)).toEqual(['mic1'])
    expect(list.speakers.map(({ deviceId }) => deviceId)).toEqual(['out1'])
    expect(mediaDevices.asked).toEqual([])
  })

  it('opens only the kinds there are to learn their labels, and closes them again', async () => {
    const mediaDevices = new FakeMediaDevices()
    mediaDevices.devices = [device('videoinput', 'cam1')]
    const { cameras } = await listDevices({ mediaDevices, askPermission: true })
    expect(mediaDevices.asked).toEqual([{ audio: false, video: true }])
    expect(cameras[0]?.label).toBe('label of cam1')
    expect(mediaDevices.stream.getTracks().every((track) => track.readyState === 'ended')).toBe(true)
  })
})

it('has the sizes of the guide', () => {
  const sizes = Object.values(videoProfiles).map(({ width, height }) => `${width}x${height}`)
  expect(sizes).toEqual(
    '1280x720 640x480 640x360 720x1280 360x640 1920x1080 1080x1920 90x160 960x540 540x960'.split(' '),
  )
})
