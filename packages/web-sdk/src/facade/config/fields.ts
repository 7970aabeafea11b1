/** Readers of single parameters. Applications are often plain JavaScript: nothing is taken for granted. */
import { parameterFault } from '../fault.ts'

export type Parameters = Readonly<Record<string, unknown>>

export function asParameters(value: unknown, name: string): Parameters {
  if (typeof value !== 'object' || value === null)
    throw parameterFault(name, "must be an object with the call's parameters")
  return value as Parameters
}

export function requiredString(parameters: Parameters, field: string): string {
  const value = parameters[field]
  if (typeof value !== 'string' || value === '') throw parameterFault(field, 'must be a text that is not empty')
  return value
}

export function optionalString(parameters: Parameters, field: string): string | undefined {
  const value = parameters[field]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw parameterFault(field, 'must be a text')
  return value
}

export function booleanOr(parameters: Parameters, field: string, otherwise: boolean): boolean {
  const value = parameters[field]
  if (value === undefined || value === null) return otherwise
  if (typeof value !== 'boolean') throw parameterFault(field, 'must be true or false')
  return value
}

/** One of the guide's numbers; forms give them as text. */
export function choice<T extends number>(parameters: Parameters, field: string, choices: readonly T[]): T {
  const value = parameters[field]
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  const chosen = choices.find((candidate) => candidate === number)
  if (chosen === undefined) throw parameterFault(field, `must be one of ${choices.join(', ')}`)
  return chosen
}

export function optionalChoice<T extends number>(
  parameters: Parameters,
  field: string,
  choices: readonly T[],
): T | undefined {
  const value = parameters[field]
  return value === undefined || value === null || value === '' ? undefined : choice(parameters, field, choices)
}

export function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}
