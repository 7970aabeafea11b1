/** The Network Information API where it exists (Chromium on phones and ChromeOS); TypeScript does not know it. */
interface NetworkInformation extends EventTarget {
  readonly type?: string
}

function networkInformation(): NetworkInformation | undefined {
  const { navigator } = globalThis as { navigator?: { connection?: NetworkInformation } }
  return navigator?.connection
}

/**
 * Tells when the machine is on another network than before, as far as the platform tells us: never in Node.
 * @returns a function that ends the watch
 */
export function watchNetwork(onChange: () => void): () => void {
  const watching = new AbortController()
  const { signal } = watching
  if (typeof globalThis.addEventListener === 'function') {
    globalThis.addEventListener('online', () => onChange(), { signal })
  }
  const information = networkInformation()
  let type = information?.type
  information?.addEventListener?.(
    'change',
    () => {
      // It also fires for each new estimate of bandwidth and delay.
      if (information.type === type) return
      type = information.type
      onChange()
    },
    { signal },
  )
  return () => watching.abort()
}
