/** Calls back each time a device is plugged in or out. @returns a function that ends it */
export function onDevicesChanged(callback: () => void): () => void {
  // Missing on pages that are not secure.
  const devices: MediaDevices | undefined = globalThis.navigator?.mediaDevices
  devices?.addEventListener('devicechange', callback)
  return () => devices?.removeEventListener('devicechange', callback)
}
