import { parameterFault } from '../fault.ts'
import type { Parameters } from './fields.ts'
import type { ElementTarget } from './parameters.ts'

export function optionalTarget(parameters: Parameters, field: string): ElementTarget | undefined {
  const value = parameters[field]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string' && typeof value !== 'object')
    throw parameterFault(field, 'must be an element or its id')
  return value as ElementTarget
}
