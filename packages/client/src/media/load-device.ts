import { MrtcError } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'

export type CreateDevice = () => Promise<ms.Device> | ms.Device

/** The device that fits this browser. mediasoup-client is only fetched here: who brings a device need not have it. */
export async function createBrowserDevice(): Promise<ms.Device> {
  const { Device } = await import('mediasoup-client')
  return Device.factory()
}

/** @returns a function that gives a device loaded for this room, created at its first call */
export function deviceLoader(
  create: CreateDevice,
  routerRtpCapabilities: ms.RtpCapabilities,
): () => Promise<ms.Device> {
  let loading: Promise<ms.Device> | undefined
  const load = async () => {
    try {
      const device = await create()
      await device.load({ routerRtpCapabilities })
      return device
    } catch (error) {
      loading = undefined
      throw new MrtcError('MEDIA_FAILED', 'This platform has no WebRTC that the client can use.', { cause: error })
    }
  }
  return () => {
    loading ??= load()
    return loading
  }
}
