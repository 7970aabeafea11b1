import type { DeviceList } from '@mrtc/web-sdk'
import { useEffect, useState } from 'react'
import { watchDevices } from '../media/device-list.ts'
import type { LocalMedia } from '../media/local-media.ts'
import { useStore } from './useStore.ts'

const none: DeviceList = { cameras: [], microphones: [], speakers: [] }

/** Cameras, microphones and speakers; read anew when a device was opened, for names are told only then. */
export const useDevices = (media: LocalMedia): DeviceList => {
  const [list, setList] = useState(none)
  const camera = useStore(media.camera.store).state
  const microphone = useStore(media.microphone.store).state
  // biome-ignore lint/correctness/useExhaustiveDependencies: the states are not read, their change is the reason
  useEffect(() => {
    const watch = watchDevices()
    const off = watch.devices.subscribe(() => setList(watch.devices.get()))
    return () => {
      off()
      watch.close()
    }
  }, [camera, microphone])
  return list
}
