/**
 * What clients send for mediasoup, checked before mediasoup sees it. Its own checks leave gaps, and a value that fails
 * while it is being written for the worker leaves the writer of that worker's channel unusable: one message of one
 * client would end the calls of all. So here every value has its type, range and length, and nothing unknown passes.
 */
import { MrtcError } from '@mrtc/protocol'
import { getSupportedRtpCapabilities } from 'mediasoup'
import * as z from 'zod'
import type { DtlsParameters, RtpCapabilities, RtpParameters } from './contract.ts'

const uint32Max = 2 ** 32 - 1
const int32Max = 2 ** 31 - 1

const token = z.string().min(1).max(64)
const text = z.string().max(256)
const payloadType = z.number().int().min(0).max(127)
const ssrc = z.number().int().min(1).max(uint32Max)
/** One byte of a two-byte header, RFC 8285. */
const headerExtensionId = z.number().int().min(1).max(255)
const kind = z.enum(['audio', 'video'])

/** Of `a=fmtp`. Whole numbers are written as 32 bits. */
const codecParameters = z.record(token, z.union([text, z.number().min(-int32Max).max(int32Max)]))
const rtcpFeedback = z.array(z.object({ type: token, parameter: text.optional() })).max(16)

const codec = {
  mimeType: token.regex(/^(audio|video)\/\S+$/i, 'must be like audio/opus'),
  clockRate: z.number().int().min(1).max(uint32Max),
  channels: z.number().int().min(1).max(8).optional(),
  parameters: codecParameters.optional(),
  rtcpFeedback: rtcpFeedback.optional(),
}

const knownExtensions: ReadonlySet<string> = new Set(
  getSupportedRtpCapabilities().headerExtensions?.map(({ uri }) => uri),
)

const rtpParameters = z.object({
  mid: z.string().min(1).max(32).optional(),
  msid: text.optional(),
  codecs: z
    .array(z.object({ ...codec, payloadType }))
    .min(1)
    .max(16),
  headerExtensions: z
    .array(
      z.object({
        uri: text.min(1),
        id: headerExtensionId,
        encrypt: z.boolean().optional(),
        parameters: codecParameters.optional(),
      }),
    )
    .max(32)
    .optional()
    // What a worker does not know it would not forward either.
    .transform((extensions) => extensions?.filter(({ uri }) => knownExtensions.has(uri))),
  encodings: z
    .array(
      z.object({
        ssrc: ssrc.optional(),
        rid: z.string().min(1).max(32).optional(),
        codecPayloadType: payloadType.optional(),
        rtx: z.object({ ssrc }).optional(),
        dtx: z.boolean().optional(),
        scalabilityMode: z.string().max(16).optional(),
        // A share of another bitrate may have a fraction; the worker takes whole ones.
        maxBitrate: z.number().min(0).max(uint32Max).transform(Math.round).optional(),
      }),
    )
    .max(8)
    .optional(),
  rtcp: z.object({ cname: text.optional(), reducedSize: z.boolean().optional() }).optional(),
})

const rtpCapabilities = z.object({
  codecs: z
    .array(z.object({ ...codec, kind, preferredPayloadType: payloadType.optional() }))
    .min(1)
    .max(128),
  headerExtensions: z
    .array(
      z.object({
        kind,
        uri: text.min(1),
        preferredId: headerExtensionId,
        preferredEncrypt: z.boolean().optional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
      }),
    )
    .max(64)
    .default([]),
})

const dtlsParameters = z.object({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: text.regex(/^[0-9A-F]{2}(:[0-9A-F]{2})+$/i, 'must be pairs of hexadecimal digits with colons'),
      }),
    )
    .min(1)
    .max(8),
})

// The schemas give `undefined` for what is absent where the types want no key; for mediasoup it is the same.

/** @throws MrtcError PARAMETER_INVALID naming the part at fault */
export function checkRtpParameters(value: RtpParameters): RtpParameters {
  return check('rtpParameters', rtpParameters, value) as RtpParameters
}

/** @throws MrtcError PARAMETER_INVALID naming the part at fault */
export function checkRtpCapabilities(value: RtpCapabilities): RtpCapabilities {
  return check('rtpCapabilities', rtpCapabilities, value) as RtpCapabilities
}

/** @throws MrtcError PARAMETER_INVALID naming the part at fault */
export function checkDtlsParameters(value: DtlsParameters): DtlsParameters {
  return check('dtlsParameters', dtlsParameters, value) as DtlsParameters
}

function check(name: string, schema: z.ZodType, value: unknown): unknown {
  const { success, data, error } = schema.safeParse(value)
  if (success) return data
  const [issue] = error.issues
  const field = [name, ...(issue?.path ?? [])].map(String).join('.')
  throw new MrtcError('PARAMETER_INVALID', `${field}: ${issue?.message ?? 'is not valid'}.`, { field })
}
