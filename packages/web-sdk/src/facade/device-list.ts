import type { Device } from '../capture/index.ts'
import type { DeviceInfo } from './callbacks.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'

/** GetDevices: OnGetDevicesSuccess or OnGetDevicesFailed. @throws MeetingError */
export async function getDevices({ ports, notify }: MeetingContext): Promise<DeviceInfo[]> {
  let devices: DeviceInfo[]
  try {
    const { cameras, microphones, speakers } = await ports.capture.devices({ askPermission: true })
    devices = [
      ...withKind(cameras, 'videoinput'),
      ...withKind(microphones, 'audioinput'),
      ...withKind(speakers, 'audiooutput'),
    ]
  } catch (thrown) {
    const error = meetingError('getDevices', thrown)
    notify('OnGetDevicesFailed', error.code, error.msg)
    throw error
  }
  notify('OnGetDevicesSuccess', devices)
  return devices
}

function withKind(devices: readonly Device[], kind: DeviceInfo['kind']): DeviceInfo[] {
  return devices.map((device) => ({ ...device, kind }))
}
