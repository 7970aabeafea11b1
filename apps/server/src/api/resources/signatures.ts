/** Temporary signatures for users, made and verified (guide sections 4 and 5.3). */
import { MrtcError, signalingPath, uidSchema } from '@mrtc/protocol'
import { ApiError } from '@mrtc/protocol/api'
import { sign as makeSignature } from '@mrtc/protocol/signature'
import * as z from 'zod'
import { type CallApp, type CallApps, judgeSignature, type SignatureVerdict } from '../../store/index.ts'
import { type Route, route } from '../route.ts'
import { appParams, instant, iso } from './common.ts'

const tag = 'signatures'
const msPerSecond = 1_000
const secondsPerHour = 3_600
const expiresInMinSeconds = 60
const signatureLengthMax = 4_096

/** Guide 5.3. */
const secondsOfValidity = {
  '24h': 24 * secondsPerHour,
  '3d': 3 * 24 * secondsPerHour,
  '7d': 7 * 24 * secondsPerHour,
} as const
const validities = Object.keys(secondsOfValidity) as [keyof typeof secondsOfValidity]
const expiresInMaxSeconds = secondsOfValidity['7d']

const uid = uidSchema.describe('The user: letters, digits and underscore.')
const expireTime = z.number().int().min(0).describe('Milliseconds since 1970.')

const signatureSchema = z
  .object({
    bizName: z.string(),
    appId: z.string(),
    workspaceId: z.string(),
    uid: z.string(),
    signature: z.string().describe('What a client connects with as `sign`.'),
    expireTime,
    expiresAt: instant.describe('The same as text.'),
    keyId: z.string().describe('Of the key pair that it was made with.'),
    serverUrl: z.string().describe('Where clients connect, by the name that this request was sent to.'),
  })
  .meta({ id: 'Signature' })

const verdictSchema = z
  .object({
    valid: z.boolean(),
    code: z.string().nullable().describe('Why it does not let anybody in: a canonical error. null: it does.'),
    reason: z.string().nullable().describe('The same for people.'),
    expireTime: expireTime.nullable().describe('Milliseconds since 1970. null: it is not readable.'),
    expiresAt: instant.nullable(),
    keyId: z.string().nullable().describe('Of the key pair that it was made with. null: of none that holds.'),
  })
  .meta({ id: 'SignatureVerdict' })

export function signatureRoutes({ callApps }: { readonly callApps: CallApps }): Route[] {
  async function existing(bizName: string): Promise<CallApp> {
    const app = await callApps.find(bizName)
    if (app) return app
    throw new ApiError('APP_NOT_FOUND', undefined, { field: 'bizName' })
  }

  return [
    route({
      operationId: 'createSignature',
      method: 'POST',
      path: '/apps/{bizName}/signatures',
      tag,
      summary: 'Make a temporary signature for a user',
      description:
        'For trying things out, and for servers that do not sign by themselves. Say how long with `validity` or `expiresInSeconds`; 24 h without.',
      access: { by: 'permission', permission: 'signatures.create', scope: { of: 'path' } },
      params: appParams,
      body: z
        .strictObject({
          uid,
          validity: z.enum(validities).optional(),
          expiresInSeconds: z.number().int().min(expiresInMinSeconds).max(expiresInMaxSeconds).optional(),
        })
        .refine(({ validity, expiresInSeconds }) => validity === undefined || expiresInSeconds === undefined, {
          path: ['expiresInSeconds'],
          error: 'cannot be had together with validity',
        }),
      answer: { status: 201, json: signatureSchema },
      errors: ['APP_NOT_FOUND', 'APP_KEY_NOT_FOUND'],
      audit: 'signatures.create',
      handle: async ({ params, body, changed, request }) => {
        const app = await existing(params.bizName)
        const { bizName, appId, workspaceId } = app
        const [current] = app.keys
        const privateKey = current && (await callApps.privateKeyOf(bizName, current.keyId))
        if (!current || privateKey === undefined) throw new ApiError('APP_KEY_NOT_FOUND')
        const seconds = body.expiresInSeconds ?? secondsOfValidity[body.validity ?? '24h']
        const until = Date.now() + seconds * msPerSecond
        const identity = { bizName, appId, workspaceId, uid: body.uid }
        const { keyId } = current
        const signature = makeSignature({ ...identity, expireTime: until }, privateKey)
        changed({ target: bizName, bizName, after: { uid: body.uid, expireTime: until, keyId } })
        return {
          ...identity,
          signature,
          expireTime: until,
          expiresAt: iso(new Date(until)),
          keyId,
          serverUrl: `${request.isSecure ? 'wss' : 'ws'}://${request.host}${signalingPath}`,
        }
      },
    }),

    route({
      operationId: 'verifySignature',
      method: 'POST',
      path: '/apps/{bizName}/signatures/verify',
      tag,
      summary: 'Say whether a signature lets a user in, and if not, why',
      access: { by: 'permission', permission: 'signatures.verify', scope: { of: 'path' } },
      params: appParams,
      body: z.strictObject({
        uid,
        signature: z.string().min(1).max(signatureLengthMax),
        expireTime: expireTime.optional().describe('That it is said to have; compared with the one inside.'),
      }),
      answer: { status: 200, json: verdictSchema },
      errors: ['APP_NOT_FOUND'],
      audit: { none: 'asks only' },
      handle: async ({ params, body }) => {
        const app = await existing(params.bizName)
        return verdictView(app, judgeSignature(app, { uid: body.uid, sign: body.signature }), body.expireTime)
      },
    }),
  ]
}

function verdictView(app: CallApp, verdict: SignatureVerdict, expected: number | undefined) {
  const problem = problemOf(app, verdict, expected)
  const until = untilOf(verdict)
  return {
    valid: problem === undefined,
    code: problem?.code ?? null,
    reason: problem?.message ?? null,
    expireTime: until ?? null,
    expiresAt: until === undefined ? null : iso(new Date(until)),
    keyId: verdict.verdict === 'invalid' ? null : verdict.keyId,
  }
}

function problemOf({ enabled }: CallApp, verdict: SignatureVerdict, expected: number | undefined) {
  if (verdict.verdict !== 'valid') return verdict.error
  if (expected !== undefined && expected !== verdict.expireTime) {
    return new MrtcError(
      'SIGNATURE_INVALID',
      `The signature was made with the expireTime ${verdict.expireTime}, not ${expected}.`,
    )
  }
  return enabled ? undefined : new MrtcError('APP_DISABLED')
}

function untilOf(verdict: SignatureVerdict): number | undefined {
  if (verdict.verdict === 'valid') return verdict.expireTime
  if (verdict.verdict === 'invalid') return undefined
  const { expireTime: until } = verdict.error.data ?? {}
  return typeof until === 'number' ? until : undefined
}
