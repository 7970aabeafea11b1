/** Starts the system's Chromium the way a test client needs it. */
import { access } from 'node:fs/promises'
import puppeteer, { type Browser, type BrowserContext } from 'puppeteer-core'

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** @throws Error with one line that says how to get a browser. */
export async function findChromium(): Promise<string> {
  const named = process.env.MRTC_CHROMIUM
  for (const path of named ? [named] : candidates) {
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path
  }
  throw new Error(
    named
      ? `No browser at ${named} (MRTC_CHROMIUM): correct the path.`
      : 'No Chromium found: install Debian\'s "chromium" package (apt-get install chromium), or name one in MRTC_CHROMIUM.',
  )
}

export interface ChromiumOptions {
  /** Of the fake camera. @default 15 */
  readonly fps?: number
  /** How many fake cameras (and microphones) there are. @default 1 */
  readonly cameras?: number
  /**
   * The title of the tab that is shared: sharing is then granted, and shows the tab itself instead of a fake desktop. No
   * tab is offered to itself but for regions: let another have this title.
   * Camera and microphone are not granted by themselves any more: see {@link grantDevices}.
   * @default a fake desktop
   */
  readonly sharesOwnTab?: string
}

/** Permits camera and microphone to pages of this origin. */
export async function grantDevices(context: BrowserContext, url: string): Promise<void> {
  await context.setPermission(
    new URL(url).origin,
    ...devices.map((name) => ({ permission: { name }, state: 'granted' }) as const),
  )
}

const devices = ['camera', 'microphone'] as const

/**
 * Fake camera and microphone, sound not muted (audio energy is measured), nothing fetched in the background.
 * Give each client its own browser context: hidden tabs of one context get no frame callbacks.
 */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Browser> {
  return puppeteer.launch({
    executablePath: await findChromium(),
    headless: true,
    ignoreDefaultArgs: ['--mute-audio'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--use-fake-device-for-media-stream=fps=${options.fps ?? 15},device-count=${options.cameras ?? 1}`,
      ...(options.sharesOwnTab === undefined
        ? ['--use-fake-ui-for-media-stream']
        : ['--auto-accept-this-tab-capture', `--auto-select-tab-capture-source-by-title=${options.sharesOwnTab}`]),
      '--autoplay-policy=no-user-gesture-required',
      '--allow-loopback-in-peer-connection',
    ],
  })
}
