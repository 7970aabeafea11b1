import type { IceServerOption } from '@mrtc/client'
import { type ErrorCode, MrtcError } from '@mrtc/protocol/errors'
import { bounded } from './bounded.ts'
import { CheckConnection, type CheckServer, type Way } from './check-connection.ts'
import { checkBrowser, checkDevice } from './check-devices.ts'
import type { CheckName, CheckResult, Finding, SkipReason } from './check-result.ts'
import { checkTurn, type TurnAddress, turnAddresses } from './check-turn.ts'
import { guideCodeOf } from './guide-code.ts'

export interface BeforeCallOptions {
  /** As for `CallClient`. The checks make rooms of their own and leave them. */
  readonly server: CheckServer
  /** STUN and TURN servers to check in place of those that the platform gives its clients. */
  readonly iceServers?: readonly IceServerOption[]
  /** How long each direction's bandwidth is measured, in milliseconds. @default 4_000 */
  readonly bandwidthMs?: number
  /** For all checks together, in milliseconds; what is not done by then is skipped. @default 90_000 */
  readonly limitMs?: number
  /** Told when a check begins. */
  readonly onStart?: (check: CheckName, url?: string) => void
  /** Told of each result at once. */
  readonly onResult?: (result: CheckResult) => void
  /** Ends them: the one under way fails with REQUEST_ABORTED, the others are skipped. */
  readonly signal?: AbortSignal
}

const defaultBandwidthMs = 4_000
const defaultLimitMs = 90_000
/** Around the bandwidth: joining a room, sending, receiving. */
const bandwidthExtraMs = 10_000

/** What each may take, and what it means when it takes longer. A person has to be able to answer the browser's question. */
const limits: Readonly<Record<Exclude<CheckName, 'uplink' | 'downlink'>, { limitMs: number; code: ErrorCode }>> = {
  browser: { limitMs: 1_000, code: 'FEATURE_UNAVAILABLE' },
  microphone: { limitMs: 20_000, code: 'CAPTURE_FAILED' },
  camera: { limitMs: 20_000, code: 'CAPTURE_FAILED' },
  socket: { limitMs: 8_000, code: 'CONNECTION_TIMEOUT' },
  signature: { limitMs: 8_000, code: 'HANDSHAKE_TIMEOUT' },
  udp: { limitMs: 12_000, code: 'MEDIA_TIMEOUT' },
  tcp: { limitMs: 12_000, code: 'MEDIA_TIMEOUT' },
  // Browsers give up on a server that is not there after 40 s or so.
  turn: { limitMs: 8_000, code: 'TURN_UNREACHABLE' },
}

/**
 * Makes all checks; what depends on one that failed is skipped. Never throws; `verdictOf` says what the results mean.
 * @returns one result a check in their order, `turn` with one an address
 */
export async function checkBeforeCall(options: BeforeCallOptions): Promise<readonly CheckResult[]> {
  const { limitMs = defaultLimitMs } = options
  const timeUp = AbortSignal.timeout(limitMs)
  const signal = options.signal === undefined ? timeUp : AbortSignal.any([options.signal, timeUp])
  const checks = new Checks(options, signal)
  try {
    await checks.make()
  } finally {
    await checks.close()
  }
  return checks.results
}

class Checks {
  readonly results: CheckResult[] = []
  readonly #options: BeforeCallOptions
  readonly #signal: AbortSignal
  #connection: CheckConnection | undefined

  constructor(options: BeforeCallOptions, signal: AbortSignal) {
    this.#options = options
    this.#signal = signal
  }

  async make(): Promise<void> {
    await this.#run('browser', [], async () => checkBrowser())
    await this.#run('microphone', ['browser'], (signal) => checkDevice('microphone', signal))
    await this.#run('camera', ['browser'], (signal) => checkDevice('camera', signal))
    await this.#run('socket', ['browser'], async () => {
      this.#connection = new CheckConnection(this.#options.server, this.#options.iceServers)
      // It goes on to the signature: no limit of this check is to end it.
      await this.#connected().openSocket(this.#signal)
      return { detail: 'connected' }
    })
    await this.#run('signature', ['socket'], async () => {
      await this.#connected().enter()
      return { detail: 'accepted' }
    })
    for (const way of ['udp', 'tcp'] as const) await this.#run(way, ['signature'], (signal) => this.#try(way, signal))
    await this.#turn()
    await this.#bandwidth()
  }

  async close(): Promise<void> {
    await this.#connection?.close()
  }

  async #turn(): Promise<void> {
    let addresses: TurnAddress[] = []
    if (this.#hasPassed('signature') && !this.#signal.aborted) {
      try {
        const bounds = { limitMs: limits.signature.limitMs, code: 'REQUEST_TIMEOUT', signal: this.#signal } as const
        addresses = turnAddresses(await bounded(bounds, (signal) => this.#connected().iceServers(signal)))
      } catch (error) {
        return this.#add({ check: 'turn', durationMs: 0, outcome: 'failed', error: asMrtcError(error) })
      }
      if (addresses.length === 0) return this.#skip('turn', 'nothingToCheck')
    }
    if (addresses.length === 0) await this.#run('turn', ['signature'], async () => ({ detail: '' }))
    // Side by side: those that are not there take their whole time.
    await Promise.all(
      addresses.map((address) => this.#run('turn', ['signature'], (signal) => checkTurn(address, signal), address.url)),
    )
  }

  async #bandwidth(): Promise<void> {
    const { bandwidthMs = defaultBandwidthMs } = this.#options
    const way = this.#openWay()
    await this.#run('uplink', way === undefined ? ['udp'] : ['signature'], async (signal) => {
      await this.#connected().openMedia(way ?? 'udp', signal)
      return asBandwidth(await this.#connected().measureUplink(bandwidthMs, signal), 'to')
    })
    await this.#run('downlink', ['uplink'], async (signal) =>
      asBandwidth(await this.#connected().measureDownlink(bandwidthMs, signal), 'from'),
    )
  }

  async #try(way: 'udp' | 'tcp', signal: AbortSignal): Promise<Finding> {
    const connection = this.#connected()
    try {
      const path = await connection.openMedia(way, signal)
      const roundTrip = path.roundTripTimeMs === undefined ? '' : `, round trip ${path.roundTripTimeMs} ms`
      return { detail: `media over ${path.protocol}${roundTrip}`, path }
    } finally {
      await connection.leave()
    }
  }

  /** The first that media can take. */
  #openWay(): Way | undefined {
    if (this.#hasPassed('udp')) return 'udp'
    if (this.#hasPassed('tcp')) return 'tcp'
    return this.#hasPassed('turn') ? 'relay' : undefined
  }

  async #run(
    check: CheckName,
    needs: readonly CheckName[],
    act: (signal: AbortSignal) => Promise<Finding>,
    url?: string,
  ): Promise<void> {
    if (this.#signal.aborted) return this.#skip(check, 'stopped', url)
    if (!needs.every((name) => this.#hasPassed(name))) return this.#skip(check, 'dependsOnFailed', url)
    const { onStart, bandwidthMs = defaultBandwidthMs } = this.#options
    onStart?.(check, url)
    const startedAt = performance.now()
    const bounds =
      check === 'uplink' || check === 'downlink'
        ? ({ limitMs: bandwidthMs + bandwidthExtraMs, code: 'MEDIA_TIMEOUT' } as const)
        : limits[check]
    const took = () => ({
      check,
      durationMs: Math.round(performance.now() - startedAt),
      ...(url === undefined ? {} : { url }),
    })
    try {
      const found = await bounded({ ...bounds, signal: this.#signal }, act)
      this.#add({ ...took(), outcome: 'passed', ...found })
    } catch (cause) {
      const error = asMrtcError(cause)
      const guideCode = guideCodeOf(check, error)
      this.#add({ ...took(), outcome: 'failed', error, ...(guideCode === undefined ? {} : { guideCode }) })
    }
  }

  #skip(check: CheckName, why: SkipReason, url?: string): void {
    this.#add({ check, durationMs: 0, ...(url === undefined ? {} : { url }), outcome: 'skipped', why })
  }

  #add(result: CheckResult): void {
    this.results.push(result)
    this.#options.onResult?.(result)
  }

  #hasPassed(name: CheckName): boolean {
    return this.results.some(({ check, outcome }) => check === name && outcome === 'passed')
  }

  #connected(): CheckConnection {
    if (this.#connection === undefined) throw new MrtcError('CONNECTION_CLOSED')
    return this.#connection
  }
}

const bitsPerKilobit = 1_000

function asBandwidth(bitrateBps: number, way: 'to' | 'from'): Finding {
  return { detail: `${Math.round(bitrateBps / bitsPerKilobit)} kbit/s ${way} the server`, bitrateBps }
}

function asMrtcError(error: unknown): MrtcError {
  if (error instanceof MrtcError) return error
  return new MrtcError('INTERNAL', error instanceof Error ? error.message : String(error), { cause: error })
}
