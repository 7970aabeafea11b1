/** A page that uses `MeetingController` as the guide's applications do, and what came of it. */
import type { CallbackName, ConnectConfig, InitRoomConfig, MeetingController } from '@mrtc/web-sdk'
import type { Browser, JSHandle, Page } from 'puppeteer-core'
import type { Identity, RoomAddress } from '../page/api.ts'
import { waitFor } from '../support/wait.ts'

export type Called = [CallbackName, ...unknown[]]

type Method = Extract<keyof MeetingController, `${Uppercase<string>}${string}`>
type Calls = { [K in Method]: MeetingController[K] extends (...args: never[]) => Promise<unknown> ? K : never }[Method]

/** How a call ended: the promise's value, or the guide's code and the canonical reason. */
export type Outcome = { readonly value: unknown } | { readonly code: number; readonly reason: string }

export class SdkPage {
  readonly page: Page
  readonly console: string[] = []
  /** Every call that was made, in order. */
  readonly calls: { readonly method: string; readonly outcome: Outcome }[] = []

  private constructor(page: Page) {
    this.page = page
    page.on('console', (message) => this.console.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => this.console.push(`error: ${error instanceof Error ? error.message : error}`))
  }

  /** @param prepare what has to be done to the page before it goes anywhere */
  static async open(browser: Browser, url: string, prepare?: (page: Page) => Promise<void>): Promise<SdkPage> {
    const context = await browser.createBrowserContext()
    const sdkPage = new SdkPage(await context.newPage())
    await prepare?.(sdkPage.page)
    await sdkPage.page.goto(url)
    await sdkPage.page.evaluate(() => {
      const target = window as unknown as Record<string, unknown>
      const controller = new (target.MeetingController as new () => Record<string, unknown>)()
      const called: unknown[] = []
      const everCalled: unknown[] = []
      for (const name of Object.keys(controller)) {
        // It has to give a stream back: a page that wants it sets it itself.
        if (name === 'StreamFilterHandler') continue
        controller[name] = (...args: unknown[]) => {
          called.push([name, ...args])
          everCalled.push([name, ...args])
        }
      }
      Object.assign(window, { controller, called, everCalled })
    })
    return sdkPage
  }

  /** Calls the controller and waits for its promise. */
  async call(method: Calls, ...args: unknown[]): Promise<Outcome> {
    return this.#call(method, await this.page.evaluateHandle((values) => values, args))
  }

  /** {@link call} with parameters that only the page can make, such as files and streams. */
  async callWith(method: Calls, makeArgs: () => unknown): Promise<Outcome> {
    return this.#call(method, await this.page.evaluateHandle(makeArgs))
  }

  async #call(method: string, args: JSHandle<unknown>): Promise<Outcome> {
    const outcome = await this.page.evaluate(
      async (name, given) => {
        const values = Array.isArray(given) ? given : [given]
        const { controller } = window as unknown as {
          controller: Record<string, (...args: unknown[]) => Promise<unknown>>
        }
        try {
          const value = await controller[name]?.(...values)
          // Blobs, streams and the like stay in the page.
          return { value: value === undefined ? null : JSON.parse(JSON.stringify(value)) }
        } catch (error) {
          const { code, reason } = error as { code: number; reason: string }
          return { code, reason }
        }
      },
      method,
      args,
    )
    await args.dispose()
    this.calls.push({ method, outcome })
    return outcome
  }

  /** Sets a StreamFilterHandler that gives streams back as they are; it counts as a callback. */
  async setsStreamFilter(): Promise<void> {
    await this.page.evaluate(() => {
      const { controller, called, everCalled } = window as unknown as {
        controller: Record<string, unknown>
        called: unknown[]
        everCalled: unknown[]
      }
      controller.StreamFilterHandler = async (...args: unknown[]) => {
        called.push(['StreamFilterHandler', ...args])
        everCalled.push(['StreamFilterHandler', ...args])
        return args[1]
      }
    })
  }

  /** {@link call}, and what its promise gives. @throws Error when it is rejected */
  async succeeds<T = unknown>(method: Calls, ...args: unknown[]): Promise<T> {
    const outcome = await this.call(method, ...args)
    if ('code' in outcome) throw new Error(`${method} failed with ${outcome.code} ${outcome.reason}`)
    return outcome.value as T
  }

  async connects(url: string, identity: Identity): Promise<void> {
    await this.succeeds('Connect', connectConfig(url, identity))
  }

  async createsRoom(config: InitRoomConfig): Promise<RoomAddress> {
    await this.succeeds('InitRoomConfig', config)
    const { room_id, rtoken } = await this.succeeds<{ room_id: string; rtoken: string }>('CreateRoom')
    return { roomId: room_id, rtoken }
  }

  async joinsRoom({ roomId, rtoken }: RoomAddress, config: InitRoomConfig): Promise<void> {
    await this.succeeds('InitRoomConfig', config)
    await this.succeeds('JoinRoom', roomId, rtoken)
  }

  /** Every callback since the page was opened, also those that were forgotten. */
  async everCalled(): Promise<Called[]> {
    return this.page.evaluate(() => {
      const { everCalled } = window as unknown as { everCalled: Called[] }
      return JSON.parse(JSON.stringify(everCalled)) as Called[]
    })
  }

  /** Every callback so far, in order, but for the statistics of each second. */
  async called(): Promise<Called[]> {
    return this.page.evaluate(() => {
      const { called } = window as unknown as { called: Called[] }
      return JSON.parse(JSON.stringify(called.filter(([name]) => name !== 'OnStatistics'))) as Called[]
    })
  }

  async forget(): Promise<void> {
    await this.page.evaluate(() => {
      ;(window as unknown as { called: unknown[] }).called.length = 0
    })
  }

  /** The parameters of a callback, once it is made. */
  async isTold(name: CallbackName, { timeoutMs }: { readonly timeoutMs?: number } = {}): Promise<unknown[]> {
    const entry = await waitFor(async () => (await this.called()).find(([called]) => called === name), {
      what: `${name}; the page was told ${JSON.stringify(await this.called())} ${this.console.join(' | ')}`,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    })
    return entry.slice(1)
  }

  /** Frames that a `<video>` has been given by the decoder. */
  async frames(id: string): Promise<number> {
    return this.page.evaluate(
      (elementId) =>
        (document.getElementById(elementId) as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames,
      id,
    )
  }

  /** The most energy of the sound of an `<audio>` within a moment: the fake microphone beeps once a second. */
  async loudness(id: string): Promise<number> {
    return this.page.evaluate(async (elementId) => {
      const momentMs = 1500
      const stepMs = 20
      const { srcObject } = document.getElementById(elementId) as HTMLAudioElement
      if (!(srcObject instanceof MediaStream)) return 0
      const context = new AudioContext()
      const analyser = context.createAnalyser()
      context.createMediaStreamSource(srcObject).connect(analyser)
      const samples = new Float32Array(analyser.fftSize)
      let loudest = 0
      for (const until = performance.now() + momentMs; performance.now() < until; ) {
        analyser.getFloatTimeDomainData(samples)
        loudest = Math.max(loudest, samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
        await new Promise((resolve) => setTimeout(resolve, stepMs))
      }
      await context.close()
      return loudest
    }, id)
  }

  async showsMovement(id: string): Promise<void> {
    const before = await this.frames(id)
    await waitFor(async () => (await this.frames(id)) > before + 5, {
      what: `movement in ${id}; ${JSON.stringify(await this.called())} ${this.console.join(' | ')}`,
    })
  }

  async isHeard(id: string): Promise<void> {
    await waitFor(async () => (await this.loudness(id)) > 0, { what: `sound in ${id}` })
  }

  async text(id: string): Promise<string> {
    return this.page.evaluate((elementId) => document.getElementById(elementId)?.textContent ?? '', id)
  }
}

export function connectConfig(url: string, identity: Identity): ConnectConfig {
  return {
    uid: identity.uid,
    room_server_url: url,
    biz_name: identity.bizName,
    sub_biz: identity.appId,
    workspaceId: identity.workspaceId,
    sign: identity.sign,
  }
}
