import type { DeviceList } from '@mrtc/web-sdk/core'
import { useEffect, useState } from 'react'
import { watchDevices } from './device-list.ts'

const none: DeviceList = { cameras: [], microphones: [], speakers: [] }

/**
 * Cameras, microphones and speakers, as they are plugged and unplugged.
 * @param reason read anew when it changes: browsers tell names only once a device was opened, so hand in something that
 *   changes then, for example `camera?.id`
 */
export function useDevices(reason?: unknown): DeviceList {
  const [list, setList] = useState(none)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reason is not read, its change is what matters
  useEffect(() => {
    const watch = watchDevices()
    const off = watch.devices.subscribe(() => setList(watch.devices.get()))
    return () => {
      off()
      watch.close()
    }
  }, [reason])
  return list
}
