import { MrtcError } from '@mrtc/protocol/errors'
import { assertSupported } from '../browser/index.ts'
import { listDevices } from '../capture/index.ts'
import { type CheckConnection, type CheckServer, connectForCheck } from './check-connection.ts'
import type { MediaPath } from './media-path.ts'

export type { MediaPath }

/** In the order in which they are made. */
export type CheckName = 'browser' | 'devices' | 'server' | 'media' | 'bandwidth'

export type CheckResult = { readonly check: CheckName; readonly durationMs: number } & (
  | {
      readonly outcome: 'passed'
      /** For people: what was found. */
      readonly detail: string
      /** Of `media`. */
      readonly path?: MediaPath
      /** Of `bandwidth`: what the path to the server is believed to carry. */
      readonly uplinkBps?: number
    }
  | { readonly outcome: 'failed'; readonly error: MrtcError }
  /** One before it failed. */
  | { readonly outcome: 'skipped' }
)

export interface BeforeCallOptions {
  /** As for `CallClient`. The checks make a room of their own and leave it. */
  readonly server: CheckServer
  /** How long bits are sent to learn the bandwidth, in milliseconds. @default 5_000 */
  readonly bandwidthMs?: number
  /** Told of each result at once. */
  readonly onResult?: (result: CheckResult) => void
  readonly signal?: AbortSignal
}

type Found = Omit<Extract<CheckResult, { outcome: 'passed' }>, 'check' | 'durationMs' | 'outcome'>

const defaultBandwidthMs = 5_000

/**
 * Makes all checks; what depends on one that failed is skipped.
 * @returns one result a check, in their order
 */
export async function checkBeforeCall(options: BeforeCallOptions): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = []
  const { signal, onResult, bandwidthMs = defaultBandwidthMs } = options
  let connection: CheckConnection | undefined

  async function run(check: CheckName, needs: readonly CheckName[], act: () => Promise<Found>): Promise<void> {
    const startedAt = performance.now()
    const took = () => ({ check, durationMs: Math.round(performance.now() - startedAt) })
    const isPossible = needs.every((name) => results.some((one) => one.check === name && one.outcome === 'passed'))
    const result: CheckResult = !isPossible
      ? { ...took(), outcome: 'skipped' }
      : await act().then(
          (found) => ({ ...took(), outcome: 'passed', ...found }),
          (error: unknown) => ({ ...took(), outcome: 'failed', error: asMrtcError(error) }),
        )
    results.push(result)
    onResult?.(result)
  }

  const connected = (): CheckConnection => {
    if (connection === undefined) throw new MrtcError('CONNECTION_CLOSED')
    return connection
  }
  try {
    await run('browser', [], async () => checkBrowser())
    await run('devices', ['browser'], checkDevices)
    await run('server', ['browser'], async () => {
      connection = await connectForCheck(options.server, signal)
      return { detail: 'connected, and the signature holds' }
    })
    await run('media', ['server'], async () => {
      const path = await connected().openMedia(signal)
      return { detail: `media over ${path.protocol}, round trip ${path.roundTripTimeMs} ms`, path }
    })
    await run('bandwidth', ['media'], async () => {
      const uplinkBps = await connected().measureUplink(bandwidthMs, signal)
      return { detail: `${Math.round(uplinkBps / 1_000)} kbit/s to the server`, uplinkBps }
    })
  } finally {
    await connection?.close()
  }
  return results
}

function checkBrowser(): Found {
  assertSupported('camera')
  assertSupported('calls')
  return { detail: 'has what a call needs' }
}

async function checkDevices(): Promise<Found> {
  const { cameras, microphones } = await listDevices({ askPermission: true })
  if (cameras.length + microphones.length === 0) {
    throw new MrtcError('CAPTURE_FAILED', 'There is neither camera nor microphone: connect one.')
  }
  return { detail: `${cameras.length} cameras, ${microphones.length} microphones` }
}

function asMrtcError(error: unknown): MrtcError {
  if (error instanceof MrtcError) return error
  return new MrtcError('INTERNAL', error instanceof Error ? error.message : String(error), { cause: error })
}
