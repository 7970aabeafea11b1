import type { BeforeCallOptions, CheckResult, Verdict } from '@mrtc/web-sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { type Coturn, startCoturn } from '../support/coturn.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { buildSdk } from './built-sdk.ts'
import { SdkPage } from './sdk-page.ts'
import { startSdkServer } from './sdk-server.ts'

const shared = new AsyncDisposableStack()
let platform: TestPlatform
let coturn: Coturn
let page: SdkPage

beforeAll(async () => {
  const sdk = shared.use(await buildSdk())
  const { url } = shared.use(await startSdkServer(sdk.folder))
  const browser = shared.adopt(await launchChromium(), (opened) => opened.close())
  coturn = shared.use(await startCoturn())
  platform = shared.use(await startPlatform({ turn: { urls: [coturn.url], secret: coturn.secret } }))
  page = await SdkPage.open(browser, url)
})
afterAll(() => shared.disposeAsync())

type Told = CheckResult & { readonly code?: string }
type Options = Partial<Pick<BeforeCallOptions, 'iceServers' | 'limitMs'>> & {
  readonly url?: string
  readonly sign?: string
  /** Takes what the server offers of UDP out of what the page learns of it. */
  readonly blocksUdp?: boolean
  readonly abortsAfterMs?: number
}

async function check({ url = platform.wsUrl, sign, blocksUdp = false, abortsAfterMs, ...options }: Options = {}) {
  const identity = await platform.identity('checker')
  const server = { url, ...identity, ...(sign === undefined ? {} : { sign }) }
  return page.page.evaluate(
    async ({ blocksUdp, abortsAfterMs, ...options }) => {
      const { mrtc } = window as unknown as { mrtc: typeof import('@mrtc/web-sdk') }
      const { setRemoteDescription } = RTCPeerConnection.prototype as {
        setRemoteDescription(this: RTCPeerConnection, description: RTCSessionDescriptionInit): Promise<void>
      }
      if (blocksUdp) {
        RTCPeerConnection.prototype.setRemoteDescription = function (description: RTCSessionDescriptionInit) {
          const lines = (description.sdp ?? '').split('\r\n').filter((line) => !/^a=candidate:\S+ \d+ udp /.test(line))
          return setRemoteDescription.call(this, { ...description, sdp: lines.join('\r\n') })
        }
      }
      const signal = abortsAfterMs === undefined ? {} : { signal: AbortSignal.timeout(abortsAfterMs) }
      const results = await mrtc.checkBeforeCall({ ...options, ...signal })
      RTCPeerConnection.prototype.setRemoteDescription = setRemoteDescription
      const told = results.map((result) =>
        result.outcome === 'failed' ? { ...result, code: result.error.code, error: undefined } : result,
      )
      return JSON.parse(JSON.stringify({ results: told, verdict: mrtc.verdictOf(results) })) as {
        results: Told[]
        verdict: Verdict
      }
    },
    { server, bandwidthMs: 1_000, blocksUdp, abortsAfterMs, ...options },
  )
}

const outcomes = (results: readonly Told[]) => Object.fromEntries(results.map((one) => [one.check, one.outcome]))
const resultOf = (results: readonly Told[], name: string) => results.find((one) => one.check === name)

it('passes where a call works, and tells how media travels and how much gets through', async () => {
  const { results, verdict } = await check()
  expect(results.map(({ check: name, outcome }) => `${name} ${outcome}`)).toEqual([
    'browser passed',
    'microphone passed',
    'camera passed',
    'socket passed',
    'signature passed',
    'udp passed',
    'tcp passed',
    'turn passed',
    'uplink passed',
    'downlink passed',
  ])
  expect(verdict).toBe('good')
  expect(resultOf(results, 'udp')).toMatchObject({ path: { protocol: 'udp', isRelayed: false } })
  expect(resultOf(results, 'tcp')).toMatchObject({ path: { protocol: 'tcp', isRelayed: false } })
  for (const name of ['uplink', 'downlink']) {
    expect(resultOf(results, name)).toMatchObject({ bitrateBps: expect.any(Number) })
  }
}, 60_000)

it('finds that UDP is blocked, and that a call works over TCP', async () => {
  const { results, verdict } = await check({ blocksUdp: true })
  expect(resultOf(results, 'udp')).toMatchObject({ outcome: 'failed', code: 'MEDIA_TIMEOUT', guideCode: -1074 })
  expect(outcomes(results)).toMatchObject({ tcp: 'passed', uplink: 'passed', downlink: 'passed' })
  expect(verdict).toBe('limited')
}, 60_000)

it('tells a TURN server that refuses from one that does not answer', async () => {
  const { results } = await check({
    iceServers: [
      { urls: coturn.url, username: '9999999999:checker', credential: 'wrong' },
      { urls: 'turn:127.0.0.1:9?transport=udp', username: 'u', credential: 'c' },
    ],
  })
  const turn = results.filter((one) => one.check === 'turn').map(({ url, code }) => [url, code])
  expect(Object.fromEntries(turn)).toEqual({
    [coturn.url]: 'TURN_UNAUTHORIZED',
    'turn:127.0.0.1:9?transport=udp': 'TURN_UNREACHABLE',
  })
}, 60_000)

it('tells a server that is not there from a signature that does not hold, and skips what depends on it', async () => {
  const away = await check({ url: 'ws://127.0.0.1:1/ws' })
  expect(resultOf(away.results, 'socket')).toMatchObject({ outcome: 'failed', guideCode: -102 })
  expect(resultOf(away.results, 'signature')).toMatchObject({ outcome: 'skipped', why: 'dependsOnFailed' })
  expect(away.verdict).toBe('impossible')

  const refused = await check({ sign: 'AAAA' })
  expect(outcomes(refused.results)).toMatchObject({ socket: 'passed', signature: 'failed', udp: 'skipped' })
  expect(resultOf(refused.results, 'signature')).toMatchObject({ code: 'SIGNATURE_INVALID', guideCode: -102 })
}, 60_000)

it('ends when it is told to, and when the time for all of it is over', async () => {
  for (const options of [{ abortsAfterMs: 0 }, { limitMs: 1 }]) {
    const { results, verdict } = await check({ ...options, blocksUdp: true })
    expect(results.at(-1)).toMatchObject({ check: 'downlink', outcome: 'skipped', why: 'stopped' })
    expect(verdict).toBe('unknown')
  }
}, 60_000)
