/** Checks what a request brings against the schemas of its route. */
import { ApiError } from '@mrtc/protocol/api'
import type * as z from 'zod'

/** @throws ApiError PARAMETER_INVALID that names the field */
export function validate(schema: z.ZodType | undefined, value: unknown, place: 'path' | 'query' | 'body'): unknown {
  if (!schema) {
    const isEmpty =
      value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0)
    if (place !== 'body' && isEmpty) return undefined
    if (isEmpty) return undefined
    const [unknown] = typeof value === 'object' ? Object.keys(value ?? {}) : []
    throw invalid(unknown ?? place, place === 'body' ? 'takes no body' : 'there is no such parameter')
  }
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  if (!issue) throw invalid(place, 'is not valid')
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const path = [...issue.path.map(String), ...(unknownKey === undefined ? [] : [unknownKey])]
  throw invalid(path.join('.') || place, unknownKey === undefined ? issue.message : 'there is no such parameter')
}

function invalid(field: string, why: string): ApiError {
  return new ApiError('PARAMETER_INVALID', `${field}: ${why}.`, { field })
}
