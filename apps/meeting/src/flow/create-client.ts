import { CallClient, type CallClientOptions } from '@mrtc/client'
import { isSimulated } from '../simulation/is-simulated.ts'

// Said here once more: bundlers see that a build never gets there, and leave it out.
const simulation = import.meta.env.DEV && isSimulated ? await import('../simulation/simulated-calls.ts') : undefined

/** The client of a call; one that trouble can be made for, if the page was opened for that. */
export const createClient = (options: CallClientOptions): CallClient =>
  simulation?.createSimulated(options) ?? new CallClient(options)
