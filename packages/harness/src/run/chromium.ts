/** Chromium on a host of the lab, with files for camera and microphone. */
import { access, chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Host } from '@mrtc/netlab'
import puppeteer, { type Browser } from 'puppeteer-core'

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** @throws Error with one line that says how to get a browser */
export async function findChromium(): Promise<string> {
  const named = process.env.MRTC_CHROMIUM
  for (const path of named ? [named] : candidates) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    )
    if (isThere) return path
  }
  throw new Error(
    named
      ? `No browser at ${named} (MRTC_CHROMIUM): correct the path.`
      : 'No Chromium found: install Debian\'s "chromium" package (apt-get install chromium), or name one in MRTC_CHROMIUM.',
  )
}

export interface ChromiumOptions {
  readonly host: Host
  /** For its profile and its start script. */
  readonly folder: string
  /** The page's; treated as secure, for the camera. */
  readonly origin: string
  readonly cameraPath: string
  readonly microphonePath: string
}

const launchTimeoutMs = 30_000

export async function launchChromium(options: ChromiumOptions): Promise<Browser> {
  const { host, folder, origin, cameraPath, microphonePath } = options
  // Puppeteer starts one executable: this one changes the namespace and becomes the browser, so the pid stays.
  const script = join(folder, `chromium-${host.name}.sh`)
  const command = host.command(await findChromium())
  await writeFile(script, `#!/bin/sh\nexec ${command.join(' ')} "$@"\n`)
  await chmod(script, 0o755)
  return puppeteer.launch({
    executablePath: script,
    headless: true,
    pipe: true,
    timeout: launchTimeoutMs,
    protocolTimeout: 40_000,
    userDataDir: join(folder, `profile-${host.name}`),
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // Sound is measured.
    ignoreDefaultArgs: ['--mute-audio'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${cameraPath}`,
      `--use-file-for-fake-audio-capture=${microphonePath}`,
      '--autoplay-policy=no-user-gesture-required',
      `--unsafely-treat-insecure-origin-as-secure=${origin}`,
      '--disable-features=WebRtcHideLocalIpsWithMdns,LocalNetworkAccessChecks',
    ],
  })
}
