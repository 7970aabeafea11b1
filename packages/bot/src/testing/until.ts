import { setTimeout as sleep } from 'node:timers/promises'

const patienceMs = 10_000
const checkMs = 20

/** Waits for something that the network brings, at most ten seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`it did not happen within ${patienceMs} ms: ${condition}`)
    await sleep(checkMs)
  }
}
