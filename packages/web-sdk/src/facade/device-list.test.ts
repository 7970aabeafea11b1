import { MrtcError } from '@mrtc/protocol/errors'
import { expect, it } from 'vitest'
import { Meeting } from './testing/meeting.ts'

it('lists the devices with their kinds', async () => {
  const meeting = new Meeting()
  await meeting.controller.GetDevices()
  expect(meeting.called).toEqual([
    ['OnGetDevicesSuccess', [{ deviceId: 'd1', groupId: 'g1', label: 'Camera', kind: 'videoinput' }]],
  ])
})

it.each([
  ['unsupported', -30101],
  ['denied', -30102],
])('tells that listing is %s as %d', async (reason, code) => {
  const meeting = new Meeting()
  meeting.beforeCapture = async () => {
    throw new MrtcError('CAPTURE_FAILED', 'no', { data: { device: 'camera', reason } })
  }
  await expect(meeting.controller.GetDevices()).rejects.toMatchObject({ code })
  expect(meeting.called).toEqual([['OnGetDevicesFailed', code, 'no']])
})
