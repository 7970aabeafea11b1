/**
 * From what arrived on a socket to typed values, or to an error that says which field is at fault. Each part of a
 * message is validated once: a frame here leaves its `params` as they came, `parseParams` checks those.
 */
import type * as z from 'zod'
import { MrtcError } from './errors.ts'
import { faultText } from './fault-text.ts'
import { type ClientFrame, clientFrameSchema, type EventBody } from './frames.ts'
import { limits } from './limits.ts'
import { type EventName, type EventPayload, type RequestName, type RequestParams, requests } from './messages.ts'

/** A value or what was wrong with the input; `error` is `undefined` exactly when `ok` is the value. */
export type Parsed<T> =
  | { readonly ok: T; readonly error?: undefined }
  | { readonly ok?: undefined; readonly error: MrtcError }

/** A UTF-16 unit takes at most three bytes in UTF-8. */
const maxBytesPerUnit = 3
/** What is missing can be told from what is of another type. */
const withInput = { reportInput: true }
const utf8Encoder = new TextEncoder()
const utf8Decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads one WebSocket message of a client.
 *
 * Errors: `MESSAGE_TOO_LARGE` beyond `limits.frameSizeBytes`, `MESSAGE_MALFORMED` when it is no JSON object of a known
 * `type`, `PARAMETER_INVALID` with `field` when a frame of a known type has a bad field. Unknown fields are dropped.
 */
export function parseClientFrame(data: string | Uint8Array): Parsed<ClientFrame> {
  const sizeBytes = sizeInBytes(data)
  if (sizeBytes > limits.frameSizeBytes) {
    const message = `The message is too large: it may have ${limits.frameSizeBytes} bytes.`
    return { error: new MrtcError('MESSAGE_TOO_LARGE', message, { data: { limitBytes: limits.frameSizeBytes } }) }
  }

  let json: unknown
  try {
    json = JSON.parse(typeof data === 'string' ? data : utf8Decoder.decode(data))
  } catch (cause) {
    return { error: new MrtcError('MESSAGE_MALFORMED', 'The message is not JSON in UTF-8.', { cause }) }
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { error: new MrtcError('MESSAGE_MALFORMED', 'The message is not a JSON object.') }
  }

  const parsed = clientFrameSchema.safeParse(json, withInput)
  if (parsed.success) return { ok: parsed.data }
  const fault = firstFault(parsed.error)
  if (fault.field === 'type') {
    return { error: new MrtcError('MESSAGE_MALFORMED', 'type: there is no such frame.', { field: 'type' }) }
  }
  return { error: parameterInvalid(fault) }
}

/** Whether a request of this name exists. */
export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name)
}

/**
 * Validates the parameters of a request. Unknown fields are dropped.
 *
 * Errors: `MESSAGE_UNKNOWN` when there is no request of that name, else `PARAMETER_INVALID` with `field`.
 */
export function parseParams<N extends RequestName>(name: N, params: unknown): Parsed<RequestParams<N>>
export function parseParams(name: string, params: unknown): Parsed<RequestParams<RequestName>>
export function parseParams(name: string, params: unknown): Parsed<RequestParams<RequestName>> {
  if (!isRequestName(name)) {
    return { error: new MrtcError('MESSAGE_UNKNOWN', `There is no request '${name}'.`, { field: 'name' }) }
  }
  const parsed = requests[name].params.safeParse(params, withInput)
  return parsed.success ? { ok: parsed.data } : { error: parameterInvalid(firstFault(parsed.error)) }
}

/** The body of an event message, with its payload checked against its name by the compiler. */
export function eventBody<N extends EventName>(name: N, payload: EventPayload<N>): EventBody {
  // The compiler cannot see that name and payload of one N make one member of the union.
  return { type: 'event', name, payload } as EventBody
}

function sizeInBytes(data: string | Uint8Array): number {
  if (typeof data !== 'string') return data.byteLength
  if (data.length > limits.frameSizeBytes) return data.length
  // Counting costs a pass over the text, which only a text that may be too large has to pay.
  return data.length * maxBytesPerUnit <= limits.frameSizeBytes ? data.length : utf8Encoder.encode(data).byteLength
}

interface Fault {
  /** Path of the field, `rtpParameters.codecs.0`; empty for the whole. */
  readonly field: string
  readonly text: string
}

function firstFault(error: z.ZodError): Fault {
  const issue = error.issues[0]
  if (!issue) return { field: '', text: 'is not valid' }
  return { field: issue.path.map(String).join('.'), text: faultText(issue) }
}

function parameterInvalid({ field, text }: Fault): MrtcError {
  return field === ''
    ? new MrtcError('PARAMETER_INVALID', `The parameters are not valid: ${text}`)
    : new MrtcError('PARAMETER_INVALID', `${field}: ${text}`, { field })
}
