import { uidSchema } from '@mrtc/protocol'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import type { Config } from '../config/index.ts'
import type { AppIdentity } from '../signaling/contract.ts'
import { sendProblem } from './problems.ts'

const badRequest = 400
const minuteMs = 60_000

export interface Signature {
  readonly sign: string
  /** Milliseconds since 1970. */
  readonly expireTime: number
}

/** The demo app, able to sign as its business server would. */
export interface DemoSigner extends AppIdentity {
  sign(uid: string, ttlMs?: number): Signature
}

const bodySchema = z.object({ uid: uidSchema })

/** `POST /demo/sign {uid}`: plays the business server of guide section 4 for the call page. */
export function addDemo(app: FastifyInstance, signer: DemoSigner, { signaturesPerMinute }: Config['demo']): void {
  const { bizName, appId, workspaceId } = signer
  const rateLimit = { max: signaturesPerMinute, timeWindow: minuteMs }
  app.post('/demo/sign', { config: { rateLimit } }, async (request, reply) => {
    const body = bodySchema.safeParse(request.body)
    if (!body.success) {
      const issue = body.error.issues[0]
      const field = issue?.path.join('.') || 'body'
      return sendProblem(reply, {
        status: badRequest,
        code: 'PARAMETER_INVALID',
        field,
        detail: `${field}: ${issue?.message ?? 'is not valid'}. Send JSON like {"uid":"alice"}.`,
      })
    }
    return { bizName, appId, workspaceId, uid: body.data.uid, ...signer.sign(body.data.uid) }
  })
}
