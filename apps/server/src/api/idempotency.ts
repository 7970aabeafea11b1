/** POST requests that may be repeated: done once, answered the same each time (draft-ietf-httpapi-idempotency-key-header). */
import { createHash } from 'node:crypto'
import { ApiError } from '@mrtc/protocol/api'
import type { IdempotentAnswers, IdempotentRequest } from '../store/index.ts'

export const idempotencyHeader = 'idempotency-key'
const keyForm = /^[\x21-\x7e]{1,128}$/

export interface PlainAnswer {
  readonly status: number
  /** JSON, or nothing. */
  readonly body: string
}

interface Repeatable {
  readonly principal: string
  readonly idempotencyKey: string
  readonly method: string
  readonly url: string
  readonly rawBody: Buffer | undefined
}

/** @throws ApiError PARAMETER_INVALID */
export function idempotencyKeyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  if (typeof header === 'string' && keyForm.test(header)) return header
  throw new ApiError('PARAMETER_INVALID', `${idempotencyHeader}: takes 1 to 128 visible ASCII characters.`, {
    field: idempotencyHeader,
  })
}

/**
 * Does the work unless it was done before. What fails may be tried again with the same key.
 * @throws ApiError IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS, and what the work throws
 */
export async function once(
  answers: IdempotentAnswers,
  { principal, idempotencyKey, method, url, rawBody }: Repeatable,
  work: () => Promise<PlainAnswer>,
): Promise<PlainAnswer> {
  const requestHash = createHash('sha256')
    .update(`${method}\n${url}\n`)
    .update(rawBody ?? '')
    .digest('hex')
  const request: IdempotentRequest = { principal, idempotencyKey, requestHash }
  const claim = await answers.claim(request)
  switch (claim.state) {
    case 'answered':
      return { status: claim.status, body: claim.body }
    case 'inProgress':
      throw new ApiError('IDEMPOTENCY_IN_PROGRESS')
    case 'reused':
      throw new ApiError('IDEMPOTENCY_KEY_REUSED', undefined, { field: idempotencyHeader })
  }
  let answer: PlainAnswer
  try {
    answer = await work()
  } catch (error) {
    await answers.release(request)
    throw error
  }
  await answers.answered(request, answer)
  return answer
}
