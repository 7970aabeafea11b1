import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import { FakeBackground, FakeNoise } from '../testing/fake-effects.ts'
import { fakeTrack } from '../testing/fake-media.ts'
import { camera, Meeting } from '../testing/meeting.ts'

const blurred = { ...camera, background: { type: 'blur', strength: 'light' } } as const

async function publishing(config: typeof camera = camera) {
  const meeting = await new Meeting().isInRoom()
  const sid = await meeting.controller.Publish(config)
  const [publication] = meeting.room.published
  if (!publication) throw new Error('nothing was published')
  meeting.forget()
  return { meeting, sid, publication }
}

/** Those that run. */
const running = ({ effects }: Meeting) => effects.filter(({ track }) => track.readyState === 'live')

describe('a background', () => {
  it('is between the camera and what is published, and closed with the stream', async () => {
    const { meeting, sid, publication } = await publishing(blurred)
    const [effect] = meeting.effects
    expect(effect).toMatchObject({ background: { kind: 'blur', strength: 'light' } })
    expect(publication.tracks.video).toBe(effect?.track)
    await meeting.controller.UnPublish(sid)
    expect(running(meeting)).toEqual([])
    expect(meeting.captured.every((track) => track.readyState === 'ended')).toBe(true)
  })

  it('changes on the stream that stands', async () => {
    const { meeting, sid, publication } = await publishing(blurred)
    await meeting.controller.SetBackground(sid, { type: 'image', image: new Blob(['x']) })
    await meeting.controller.SetBackground(sid, { type: 'none' })
    expect(meeting.effects).toMatchObject([{ background: { kind: 'none' } }])
    expect(publication.replaced).toEqual([])
  })

  it('comes to a stream that had none, under the same feed', async () => {
    const { meeting, sid, publication } = await publishing()
    await meeting.controller.SetBackground(sid, { type: 'blur' })
    expect(meeting.effects).toMatchObject([{ background: { kind: 'blur', strength: 'strong' } }])
    expect(publication.tracks.video).toBe(meeting.effects[0]?.track)
  })

  it('stays when another camera is taken, and when one comes back', async () => {
    const { meeting, sid, publication } = await publishing(blurred)
    await meeting.controller.ChangeProfile({ sid, videoSource: 'cam2' })
    await meeting.controller.ChangeMediaStream({ sid, media_type: 1, publish_device: 1 })
    await meeting.controller.ChangeMediaStream({ sid, media_type: 3, publish_device: 2 })
    expect(running(meeting)).toEqual([])
    await meeting.controller.ChangeMediaStream({ sid, media_type: 1, publish_device: 1 })
    const [effect] = running(meeting)
    expect(publication.tracks.video).toBe(effect?.track)
    if (!(effect instanceof FakeBackground)) throw new Error('no background')
    effect.track.endsByItself()
    await meeting.settles()
    const [mended] = running(meeting)
    expect(mended).toMatchObject({ background: { kind: 'blur' } })
    expect(publication.tracks.video).toBe(mended?.track)
  })

  it('passes sizes on to the camera', async () => {
    const { meeting, sid } = await publishing(blurred)
    await meeting.controller.ChangeStreamSize(sid, 2)
    const captured = meeting.captured.find(({ kind }) => kind === 'video')
    expect(captured?.constraints).toEqual({ width: { ideal: 640 }, height: { ideal: 480 } })
  })

  it('that cannot be had keeps the stream from being published', async () => {
    const meeting = await new Meeting().isInRoom()
    meeting.beforeEffect = () => {
      throw new MrtcError('MEDIA_FAILED', 'no', { data: { reason: 'failed' } })
    }
    await expect(meeting.controller.Publish(blurred)).rejects.toMatchObject({ code: 5101 })
    expect(meeting.room.published).toEqual([])
    expect(meeting.captured.every((track) => track.readyState === 'ended')).toBe(true)
    meeting.beforeEffect = () => {
      throw new MrtcError('MEDIA_FAILED', 'no', { data: { reason: 'unsupported' } })
    }
    await expect(meeting.controller.Publish(blurred)).rejects.toMatchObject({ code: 5103 })
  })

  it('without its picture is 5109, by callback and promise', async () => {
    const { meeting, sid } = await publishing()
    const withoutPicture = { ...camera, background: { type: 'image' } } as const
    await expect(meeting.controller.Publish(withoutPicture)).rejects.toMatchObject({ code: 5109 })
    expect(meeting.called).toEqual([['OnMediaCallFail', 5109, expect.any(String)]])
    await expect(meeting.controller.SetBackground(sid, { type: 'image' })).rejects.toMatchObject({ code: 5109 })
    await expect(meeting.controller.ChangeMediaStream({ ...withoutPicture, sid })).rejects.toMatchObject({
      code: -1102,
    })
    meeting.beforeEffect = () => {
      throw new MrtcError('PARAMETER_INVALID', 'cannot be read', { field: 'image' })
    }
    const unreadable = { type: 'image', image: new Blob(['x']) } as const
    await expect(meeting.controller.SetBackground(sid, unreadable)).rejects.toMatchObject({ code: 5109 })
  })

  it('is refused where nobody is seen', async () => {
    const { meeting, sid } = await publishing()
    const screen = { ...camera, publish_device: 2, background: { type: 'blur' } } as const
    await expect(meeting.controller.Publish(screen)).rejects.toMatchObject({ code: -1071 })
    await meeting.controller.ChangeMediaStream({ sid, media_type: 3, publish_device: 2 })
    await expect(meeting.controller.SetBackground(sid, { type: 'blur' })).rejects.toMatchObject({ code: -1102 })
    await expect(meeting.controller.SetBackground(99, { type: 'blur' })).rejects.toMatchObject({ code: -1101 })
  })

  it('tells when it breaks off', async () => {
    const { meeting, sid } = await publishing(blurred)
    const [effect] = meeting.effects
    if (!(effect instanceof FakeBackground)) throw new Error('no background')
    effect.emit('failed', new MrtcError('MEDIA_FAILED', 'the model broke'))
    expect(meeting.called).toEqual([['OnEffectFailed', sid, 'background', 'the model broke']])
  })
})

describe('noise suppression', () => {
  it('is turned on and off on the same stream', async () => {
    const { meeting, sid, publication } = await publishing()
    await meeting.controller.SetNoiseSuppression(sid, true)
    const [effect] = meeting.effects
    expect(effect).toBeInstanceOf(FakeNoise)
    expect(publication.tracks.audio).toBe(effect?.track)
    await meeting.controller.SetNoiseSuppression(sid, false)
    expect(effect).toMatchObject({ isOn: false })
    expect(meeting.effects).toHaveLength(1)
  })

  it('works on a stream of the application, which stays its own', async () => {
    const meeting = await new Meeting().isInRoom()
    const microphone = fakeTrack('audio')
    const stream = meeting.page.createStream([microphone])
    const sid = await meeting.controller.Publish({ media_type: 2, publish_device: 5, stream, noise_suppression: true })
    expect(meeting.room.published[0]?.tracks.audio).toBe(meeting.effects[0]?.track)
    await meeting.controller.UnPublish(sid)
    expect(microphone.readyState).toBe('live')
  })
})
