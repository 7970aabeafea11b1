import { Agent, request } from 'undici'
import * as z from 'zod'
import { assertPublicHost, lookUpPublic } from '../outbound/index.ts'

const timeoutMs = 10_000
const answerBytesMax = 64 * 1024
const successMin = 200
const successMax = 299

/** What the receiver has to answer (guide section 5.1.2). */
const answerSchema = z.object({ code: z.literal(0), bizRequestId: z.union([z.string(), z.number()]) })

export interface Posted {
  readonly status?: number
  /** Why the receiver has not taken it; undefined when it has. */
  readonly problem?: string
}

export interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** What has to come back. */
  readonly bizRequestId: string
  readonly signal: AbortSignal
}

/** Posts JSON to business servers. */
export class Poster {
  readonly #agent: Agent
  readonly #allowPrivateNetworks: boolean

  constructor({ allowPrivateNetworks }: { readonly allowPrivateNetworks: boolean }) {
    this.#allowPrivateNetworks = allowPrivateNetworks
    this.#agent = new Agent({
      connect: { timeout: timeoutMs, ...(allowPrivateNetworks ? {} : { lookup: lookUpPublic }) },
      maxResponseSize: answerBytesMax,
    })
  }

  /** Never rejects: what goes wrong is the answer. Redirects are not followed: they could lead anywhere. */
  async post({ url, headers, body, bizRequestId, signal }: Post): Promise<Posted> {
    try {
      const address = new URL(url)
      if (!this.#allowPrivateNetworks) assertPublicHost(address)
      const answer = await request(address, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'mrtc-webhooks' },
        body,
        dispatcher: this.#agent,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      })
      const text = await answer.body.text()
      return { status: answer.statusCode, ...problemOf({ status: answer.statusCode, text, bizRequestId }) }
    } catch (error) {
      return { problem: reasonOf(error) }
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy()
  }
}

function problemOf({ status, text, bizRequestId }: { status: number; text: string; bizRequestId: string }) {
  if (status < successMin || status > successMax) return { problem: `answered ${status}` }
  const answer = answerSchema.safeParse(jsonOf(text))
  if (!answer.success) return { problem: 'did not answer {"code": 0, "bizRequestId": …}' }
  if (String(answer.data.bizRequestId) === bizRequestId) return {}
  return { problem: `answered with another bizRequestId: ${answer.data.bizRequestId}` }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1_000} s`
  return error.message || ('code' in error ? String(error.code) : error.name)
}
