import { setTimeout as sleep } from 'node:timers/promises'

/** Long enough for a machine that does much else. */
const usualPatienceMs = 20_000
const checkMs = 20

/** Waits for something that the network brings, at most twenty seconds if not told otherwise. */
export async function until(condition: () => boolean, patienceMs = usualPatienceMs): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`it did not happen within ${patienceMs} ms: ${condition}`)
    await sleep(checkMs)
  }
}
