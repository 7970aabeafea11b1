/** Calls that live through trouble on demand, see `@mrtc/web-sdk/simulation`. */
import { type CallClient, type CallClientOptions, Store } from '@mrtc/client'
import { createSimulatedClient, type SimulatedClient } from '@mrtc/web-sdk/simulation'

/** What the client of the latest call can be made to live through. */
export const simulate = new Store<SimulatedClient['simulate'] | undefined>(undefined)

export const createSimulated = (options: CallClientOptions): CallClient => {
  const simulated = createSimulatedClient(options)
  simulate.set(simulated.simulate)
  return simulated.client
}
