import { networkInterfaces } from 'node:os'

/** Reading them takes a tenth of a millisecond. */
const pollMs = 250

/** Addresses by which other machines can be reached, as one comparable string. */
export function ownAddresses(interfaces: typeof networkInterfaces = networkInterfaces): string {
  return Object.values(interfaces())
    .flatMap((entries) => entries ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .toSorted()
    .join(' ')
}

/**
 * Tells when this machine's addresses are others than before, once there are any: a system tells no Node program.
 * @returns a function that ends the watch
 */
export function watchAddresses(onChange: () => void, read: () => string = ownAddresses): () => void {
  let known = read()
  const timer = setInterval(() => {
    const now = read()
    // Without an address there is nowhere to go yet.
    if (now === known || now === '') return
    known = now
    onChange()
  }, pollMs)
  // A process may end while it watches.
  timer.unref()
  return () => clearInterval(timer)
}
