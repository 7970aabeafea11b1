import { isPositive } from './config/fields.ts'
import { parameterFault } from './fault.ts'

/** @returns kbit/s; undefined for the guide's default @throws Fault parameter */
export function parseWeakLimit(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const limit = Number(value)
  if (limit !== 0 && !isPositive(limit)) throw parameterFault('weak_bitrate', 'must be a number of kbit/s')
  return limit
}
