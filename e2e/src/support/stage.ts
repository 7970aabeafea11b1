/** Everything a call test needs, opened together and closed in reverse, whatever happens between. */
import type { ConfigOverrides } from '@mrtc/server'
import type { Browser } from 'puppeteer-core'
import type { JoinOptions, RoomAddress, SubscriptionSample } from '../page/api.ts'
import { type BrowserCaller, openBrowserCaller } from './browser-caller.ts'
import { startCallerServer } from './caller-server.ts'
import { launchChromium } from './chromium.ts'
import { type SigningPlatform, startPlatform } from './platform.ts'
import { pauseTree } from './process-tree.ts'
import { waitFor } from './wait.ts'

export interface Laptop {
  /** Nothing of it runs for so long; its clocks go on. */
  sleep(durationMs: number): Promise<void>
}

export class Stage implements AsyncDisposable {
  readonly platform: SigningPlatform
  readonly #browser: Browser
  readonly #pageUrl: string
  readonly #stack: AsyncDisposableStack

  private constructor(platform: SigningPlatform, browser: Browser, pageUrl: string, stack: AsyncDisposableStack) {
    this.platform = platform
    this.#browser = browser
    this.#pageUrl = pageUrl
    this.#stack = stack
  }

  /** @param options settings of a server of the stage's own, or another server's `platform` */
  static async open(options: ConfigOverrides | { readonly platform: SigningPlatform } = {}): Promise<Stage> {
    await using stack = new AsyncDisposableStack()
    const platform = 'platform' in options ? options.platform : stack.use(await startPlatform(options))
    const pages = stack.adopt(await startCallerServer(), (server) => server.close())
    const browser = stack.adopt(await launchChromium(), (opened) => opened.close())
    return new Stage(platform, browser, pages.url, stack.move())
  }

  /** A person at a browser who has not joined yet. */
  person(): Promise<BrowserCaller> {
    return openBrowserCaller(this.#browser, this.#pageUrl)
  }

  /** A person who has joined with camera and microphone, creating the room if none is named. */
  async joined(
    uid: string,
    room?: RoomAddress,
    options: Pick<JoinOptions, 'direct' | 'iceServers' | 'iceTransportPolicy'> = {},
  ): Promise<{ caller: BrowserCaller; room: RoomAddress }> {
    const caller = await this.person()
    const { wsUrl } = this.platform
    const identity = await this.platform.identity(uid)
    return { caller, room: await caller.join({ url: wsUrl, identity, ...options, ...(room ? { room } : {}) }) }
  }

  /** As {@link joined}, in a browser of their own, which can be put to sleep. */
  async joinedOnLaptop(uid: string, room: RoomAddress): Promise<{ caller: BrowserCaller; laptop: Laptop }> {
    const browser = this.#stack.adopt(await launchChromium(), (opened) => opened.close())
    const pid = browser.process()?.pid
    if (pid === undefined) throw new Error('the browser has no process of its own')
    const caller = await openBrowserCaller(browser, this.#pageUrl)
    await caller.join({ url: this.platform.wsUrl, identity: await this.platform.identity(uid), room })
    return { caller, laptop: { sleep: (durationMs) => pauseTree(pid, durationMs) } }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync()
  }
}

/** Waits until someone is seen moving and heard by a caller. */
export function seesAndHears(
  watcher: { samples(): Promise<SubscriptionSample[]> },
  uid: string,
): Promise<SubscriptionSample> {
  return waitFor(
    async () => {
      const sample = (await watcher.samples()).find((candidate) => candidate.uid === uid)
      const moving = (sample?.video?.framesDecoded ?? 0) > 10 && sample?.firstFrameAt !== null
      return moving && (sample?.audio?.energy ?? 0) > 0 ? sample : null
    },
    { what: `picture and sound of ${uid}` },
  )
}
