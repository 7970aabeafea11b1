import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedPage, servePage } from '../support/served-page.ts'
import { Visitor } from './visitor.ts'

const stack = new AsyncDisposableStack()
let served: ServedPage

beforeAll(async () => {
  served = stack.use(await servePage())
}, 120_000)
afterAll(() => stack.disposeAsync())

/** By the names of globals, or of members of their prototypes. */
const lackedBy = {
  firefox: ['MediaStreamTrackProcessor', 'MediaStreamTrackGenerator', 'CropTarget', 'Navigator.connection'],
  safari: [
    'MediaStreamTrackProcessor',
    'MediaStreamTrackGenerator',
    'CropTarget',
    'Navigator.connection',
    'HTMLMediaElement.captureStream',
    'HTMLMediaElement.setSinkId',
    'RTCRtpReceiver.jitterBufferTarget',
  ],
  'an old browser': [
    'RTCRtpScriptTransform',
    'IntersectionObserver',
    'HTMLMediaElement.setSinkId',
    'MediaDevices.getDisplayMedia',
    'Navigator.wakeLock',
  ],
} as const

const without = (names: readonly string[]) => (page: Page) =>
  page
    .evaluateOnNewDocument((missing) => {
      const scope = globalThis as unknown as Record<string, { prototype: object }>
      for (const name of missing) {
        const [owner = '', member] = name.split('.')
        if (member === undefined) Reflect.deleteProperty(scope, owner)
        else Reflect.deleteProperty(scope[owner]?.prototype ?? {}, member)
      }
    }, names)
    .then(() => undefined)

it.each(Object.entries(lackedBy))(
  'a page that lacks what %s lacks makes a call with one that has it',
  async (_, lacked) => {
    const opens = (path: string, prepare?: (page: Page) => Promise<void>) =>
      Visitor.open(served.browser, served.at(path), prepare === undefined ? {} : { prepare })
    const other = await opens('/', without(lacked))
    await other.startsCall('Other')
    const chromium = await opens(other.page.url())
    await chromium.joinsCall('Chromium')
    await Promise.all([other.seesMoving(2), chromium.seesMoving(2)])
    await chromium.presses('leave')
    await other.presses('leave')
    expect([...other.errors, ...chromium.errors]).toEqual([])
  },
  90_000,
)
