/** Starts the system's Firefox the way a test client needs it, driven by WebDriver BiDi. */
import { access } from 'node:fs/promises'
import puppeteer, { type Browser } from 'puppeteer-core'

const candidates = ['/usr/bin/firefox-esr', '/usr/bin/firefox']

/** @throws Error with one line that says how to get a browser. */
export async function findFirefox(): Promise<string> {
  const named = process.env.MRTC_FIREFOX
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
      ? `No browser at ${named} (MRTC_FIREFOX): correct the path.`
      : 'No Firefox found: install Debian\'s "firefox-esr" package (apt-get install firefox-esr), or name one in MRTC_FIREFOX.',
  )
}

/** What nobody can click here: devices are fake and granted, sound plays, loopback may carry media. */
const preferences = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.getdisplaymedia.enabled': true,
  'media.getusermedia.screensharing.enabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  // A tab that another one hides would be slowed down and see no frames.
  'dom.min_background_timeout_value': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
} as const

/** Fake camera (a moving bar) and microphone (a steady tone). Only one page of it is in front. */
export async function launchFirefox(): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: await findFirefox(),
    headless: true,
    extraPrefsFirefox: preferences,
  })
}
