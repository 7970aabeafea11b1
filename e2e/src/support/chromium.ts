/** Starts the system's Chromium the way a test client needs it. */
import { access } from 'node:fs/promises'
import puppeteer, { type Browser } from 'puppeteer-core'

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

/**
 * Fake camera and microphone, sound not muted (audio energy is measured), nothing fetched in the background.
 * Give each client its own browser context: hidden tabs of one context get no frame callbacks.
 */
export async function launchChromium(options: { readonly fps?: number } = {}): Promise<Browser> {
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
      `--use-fake-device-for-media-stream=fps=${options.fps ?? 15}`,
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--allow-loopback-in-peer-connection',
    ],
  })
}
