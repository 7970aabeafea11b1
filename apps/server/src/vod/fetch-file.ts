/** Brings what is to be played into a file of ours: FFmpeg itself never gets an address. */
import type { FileHandle } from 'node:fs/promises'
import { MrtcError } from '@mrtc/protocol'
import { Agent, type Dispatcher, request } from 'undici'
import { assertPublicHost, lookUpPublic, PrivateAddressError } from '../outbound/index.ts'
import type { PlaybackSource } from './contract.ts'

const connectTimeoutMs = 10_000
/** A sender that says nothing for this long has given up. */
const silenceTimeoutMs = 15_000
/** Files often lie elsewhere than their links lead. */
const redirectsMax = 5
const okStatus = 200
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const protocols: ReadonlySet<string> = new Set(['http:', 'https:'])

export interface FetchFileOptions {
  readonly file: FileHandle
  readonly maxSizeBytes: number
  readonly allowPrivateNetworks: boolean
  readonly signal: AbortSignal
}

/** @throws MrtcError VOD_UNREACHABLE, PARAMETER_INVALID (an address that must not be reached), FILE_TOO_LARGE; the signal's reason */
export async function fetchFile(source: PlaybackSource, options: FetchFileOptions): Promise<void> {
  if (!('url' in source)) {
    assertSize(source.sizeBytes, options.maxSizeBytes)
    await copy(source.open(), options)
    return
  }
  const { allowPrivateNetworks, signal } = options
  const agent = new Agent({
    connect: { timeout: connectTimeoutMs, ...(allowPrivateNetworks ? {} : { lookup: lookUpPublic }) },
    headersTimeout: silenceTimeoutMs,
    bodyTimeout: silenceTimeoutMs,
  })
  try {
    const { headers, body } = await follow(source.url, { agent, ...options })
    assertSize(Number(headers['content-length'] ?? 0), options.maxSizeBytes)
    await copy(body, options)
  } catch (error) {
    signal.throwIfAborted()
    throw asFetchError(error)
  } finally {
    await agent.destroy()
  }
}

/** @throws MrtcError PARAMETER_INVALID for an address that is one of a private network; names are checked when they are looked up */
export function assertMayFetch(url: URL, allowPrivateNetworks: boolean): void {
  try {
    if (!allowPrivateNetworks) assertPublicHost(url)
  } catch (error) {
    throw asFetchError(error)
  }
}

async function follow(
  from: URL,
  { agent, allowPrivateNetworks, signal }: FetchFileOptions & { readonly agent: Agent },
): Promise<Dispatcher.ResponseData> {
  let url = from
  for (let redirects = 0; redirects <= redirectsMax; redirects += 1) {
    if (!protocols.has(url.protocol))
      throw new MrtcError('VOD_UNREACHABLE', `${from} leads to ${url.protocol} addresses.`)
    assertMayFetch(url, allowPrivateNetworks)
    const answer = await request(url, { dispatcher: agent, signal, headers: { 'user-agent': 'mrtc-vod' } })
    if (answer.statusCode === okStatus) return answer
    const { location } = answer.headers
    await answer.body.dump()
    if (!redirectStatuses.has(answer.statusCode) || typeof location !== 'string') {
      throw new MrtcError('VOD_UNREACHABLE', `${url.host} answered ${answer.statusCode} for the file to play.`)
    }
    url = new URL(location, url)
  }
  throw new MrtcError('VOD_UNREACHABLE', `${from.host} sends us on and on.`)
}

async function copy(
  content: AsyncIterable<Uint8Array>,
  { file, maxSizeBytes, signal }: Pick<FetchFileOptions, 'file' | 'maxSizeBytes' | 'signal'>,
): Promise<void> {
  let sizeBytes = 0
  for await (const chunk of content) {
    signal.throwIfAborted()
    sizeBytes += chunk.length
    assertSize(sizeBytes, maxSizeBytes)
    await file.write(chunk)
  }
}

function assertSize(sizeBytes: number, limitBytes: number): void {
  if (sizeBytes <= limitBytes) return
  const text = `A file to play may have ${limitBytes} bytes, this one has more.`
  throw new MrtcError('FILE_TOO_LARGE', text, { data: { limitBytes } })
}

function asFetchError(error: unknown): MrtcError {
  if (error instanceof MrtcError) return error
  const privateAddress = privateAddressIn(error)
  if (privateAddress) {
    return new MrtcError('PARAMETER_INVALID', 'Files are not fetched from private networks by this server.', {
      field: 'source.url',
      cause: privateAddress,
    })
  }
  const why = error instanceof Error ? error.message || error.name : String(error)
  return new MrtcError('VOD_UNREACHABLE', `The file to play could not be fetched: ${why}.`, { cause: error })
}

function privateAddressIn(error: unknown): PrivateAddressError | undefined {
  if (error instanceof PrivateAddressError) return error
  return error instanceof Error && error.cause !== undefined ? privateAddressIn(error.cause) : undefined
}
