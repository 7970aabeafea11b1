import { CallClient, type CallClientOptions } from '@mrtc/client'
import { MrtcError } from '@mrtc/protocol/errors'
import { type Scenario, type SimulateOptions, scenarios } from './scenarios.ts'
import { TroubleLine } from './trouble-line.ts'

/** A client, and how to make it live through things. */
export interface SimulatedClient {
  /** As any other. */
  readonly client: CallClient
  /**
   * Lets the client live through a scenario. Resolves when the trouble is made, or is over if it lasts; not when the client
   * has recovered.
   * @throws MrtcError NOT_IN_ROOM for what needs a room, FEATURE_UNAVAILABLE for what needs a server in demo mode
   */
  readonly simulate: (scenario: Scenario, options?: SimulateOptions) => Promise<void>
}

const usualDurationMs = 10_000

/** A {@link CallClient} for tests and demonstrations: what happens to it is real, and happens on demand. */
export function createSimulatedClient(options: CallClientOptions): SimulatedClient {
  const line = new TroubleLine(options.createWebSocket)
  const client = new CallClient({ ...options, createWebSocket: line.createWebSocket })
  return {
    client,
    simulate: async (scenario, { durationMs = usualDurationMs, signal } = {}) => {
      if (signal?.aborted) throw new MrtcError('REQUEST_ABORTED')
      await scenarios[scenario]({ client, line, signal, lasts: () => passed(durationMs, signal) })
    },
  }
}

/** Resolves after this time, or earlier when aborted. */
function passed(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, durationMs)
    signal?.addEventListener('abort', end, { once: true })
  })
}
