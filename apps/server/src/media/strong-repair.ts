/**
 * Strong repair is ours: a patch of mediasoup (`patches/`) for heavy random loss. A worker without it, downloaded or
 * built elsewhere, serves calls as well as mediasoup does, but crashes on a request that it has never heard of.
 */
import { readFile } from 'node:fs/promises'

/** What the worker calls the request: the name stands in every program that knows it. */
const requestName = 'transport.startStrongRepair'

/** @param workerBin the worker's program */
export async function knowsStrongRepair(workerBin: string): Promise<boolean> {
  return (await readFile(workerBin)).includes(requestName)
}
