import { type DeviceList, listDevices, type ReadableStore, Store } from '@mrtc/web-sdk/core'

const none: DeviceList = { cameras: [], microphones: [], speakers: [] }

/** The devices there are, kept true while somebody looks. Without permission they have neither names nor ids. */
export const watchDevices = (): { devices: ReadableStore<DeviceList>; close: () => void } => {
  const devices = new Store(none)
  const refresh = () => {
    // Where devices cannot be listed there is nothing to choose from; why is said where one is opened.
    listDevices().then(
      (list) => devices.set(list),
      () => devices.set(none),
    )
  }
  refresh()
  navigator.mediaDevices?.addEventListener('devicechange', refresh)
  return { devices, close: () => navigator.mediaDevices?.removeEventListener('devicechange', refresh) }
}
