import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'

export const problemType = 'application/problem+json'

export interface Problem {
  readonly status: number
  /** What went wrong and what to do. */
  readonly detail: string
  /** Canonical error, where there is one. */
  readonly code?: string
  /** The parameter at fault. */
  readonly field?: string
  /** More for programs, depending on the code. */
  readonly data?: Readonly<Record<string, unknown>>
  /** By which the server log knows the request. */
  readonly requestId?: string
}

/** Answers with RFC 9457 problem details. */
export function sendProblem(reply: FastifyReply, { status, ...problem }: Problem): FastifyReply {
  const title = STATUS_CODES[status] ?? 'Error'
  return reply
    .code(status)
    .type(problemType)
    .send({ title, status, ...problem })
}
