/** A server and a browser for the scenarios, and pages whose every call and callback counts. */
import { setTimeout as delay } from 'node:timers/promises'
import type { ConfigOverrides } from '@mrtc/server'
import type { Browser, Page } from 'puppeteer-core'
import { launchChromium } from '../support/chromium.ts'
import { type SigningPlatform, startPlatform, type TestPlatform } from '../support/platform.ts'
import { buildSdk } from '../web-sdk/built-sdk.ts'
import { SdkPage } from '../web-sdk/sdk-page.ts'
import { startSdkServer } from '../web-sdk/sdk-server.ts'
import type { Observations } from './observations.ts'

/** A client whose server went away says that the connection is over after this, instead of a minute. */
const sessionTtlMs = 8_000
/** No scenario takes as long, on a busy machine neither. */
const scenarioLimitMs = 150_000

interface Surroundings {
  readonly browser: Browser
  readonly pageUrl: string
  readonly platform: TestPlatform
  readonly stack: AsyncDisposableStack
}

export class ConformanceStage implements AsyncDisposable {
  readonly platform: TestPlatform
  readonly #seen: Observations
  readonly #surroundings: Surroundings
  #lastUser = 0

  private constructor(seen: Observations, surroundings: Surroundings) {
    this.#seen = seen
    this.#surroundings = surroundings
    this.platform = surroundings.platform
  }

  static async open(seen: Observations): Promise<ConformanceStage> {
    await using stack = new AsyncDisposableStack()
    const sdk = stack.use(await buildSdk())
    const pageUrl = stack.use(await startSdkServer(sdk.folder)).url
    const browser = stack.adopt(await launchChromium(), (opened) => opened.close())
    const platform = stack.use(await startPlatform({ signaling: { sessionTtlMs } }))
    return new ConformanceStage(seen, { browser, pageUrl, platform, stack: stack.move() })
  }

  /** Plays a scenario; what its pages saw counts whether or not it came to its end. */
  async play(scenario: Scenario): Promise<void> {
    const scene = new Scene(this.#surroundings, this.platform, () => this.#nextUser())
    const abort = new AbortController()
    const limit = delay(scenarioLimitMs, undefined, { signal: abort.signal }).then(() => {
      throw new Error(`not over after ${scenarioLimitMs / 1_000} s`)
    })
    try {
      await Promise.race([scenario(scene), limit])
    } finally {
      abort.abort()
      limit.catch(() => {})
      await scene.close(this.#seen)
    }
  }

  #nextUser(): string {
    this.#lastUser += 1
    return `user${this.#lastUser}`
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#surroundings.stack.disposeAsync()
  }
}

export type Scenario = (scene: Scene) => Promise<void>

/** What one scenario has: people at pages of their own, who are gone after it. */
export class Scene {
  readonly platform: TestPlatform
  readonly #surroundings: Surroundings
  readonly #nextUser: () => string
  readonly #pages: SdkPage[] = []
  readonly #stack = new AsyncDisposableStack()

  constructor(surroundings: Surroundings, platform: TestPlatform, nextUser: () => string) {
    this.#surroundings = surroundings
    this.platform = platform
    this.#nextUser = nextUser
  }

  /** A page that is not connected. */
  async page(prepare?: (page: Page) => Promise<void>): Promise<SdkPage> {
    const page = await SdkPage.open(this.#surroundings.browser, this.#surroundings.pageUrl, prepare)
    this.#pages.push(page)
    return page
  }

  /** A person who is connected. */
  async person(
    platform: SigningPlatform = this.platform,
    prepare?: (page: Page) => Promise<void>,
  ): Promise<SdkPage & { readonly uid: string }> {
    const page = await this.page(prepare)
    const uid = this.#nextUser()
    await page.connects(platform.wsUrl, await platform.identity(uid))
    return Object.assign(page, { uid })
  }

  /** Another server, for what the common one must not suffer. It ends with the scene. */
  async ownPlatform(overrides: ConfigOverrides = {}): Promise<TestPlatform> {
    return this.#stack.use(await startPlatform({ signaling: { sessionTtlMs }, ...overrides }))
  }

  /** Anything else that ends with the scene. */
  use<T extends AsyncDisposable>(resource: T): T {
    return this.#stack.use(resource)
  }

  async close(seen: Observations): Promise<void> {
    for (const page of this.#pages) {
      for (const call of page.calls) seen.addCall(call)
      for (const called of await page.everCalled().catch(() => [])) seen.addCallback(called)
      await page.page.browserContext().close()
    }
    await this.#stack.disposeAsync()
  }
}
