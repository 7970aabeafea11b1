/** What server is asked and with which API key: of the environment, else of the file that `mrtc login` wrote. */
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { CliError } from './cli-error.ts'

export interface Profile {
  /** Of the server: `https://calls.example.com`. */
  readonly url: string
  readonly keyId: string
  readonly secret: string
}

type Environment = Readonly<Record<string, string | undefined>>

const ownerOnly = 0o600
const folderOfOwner = 0o700

export function profilePath(environment: Environment): string {
  const configured = environment.XDG_CONFIG_HOME
  const base = configured?.startsWith('/') ? configured : join(environment.HOME ?? homedir(), '.config')
  return join(base, 'mrtc', 'profile.json')
}

/** @throws CliError that says how to give what is missing */
export async function readProfile(environment: Environment): Promise<Profile> {
  const path = profilePath(environment)
  const saved = await savedProfile(path)
  const url = environment.MRTC_API_URL ?? saved.url
  const keyId = environment.MRTC_API_KEY ?? saved.keyId
  const secret = environment.MRTC_API_SECRET ?? saved.secret
  if (url === undefined || keyId === undefined || secret === undefined) {
    throw new CliError(
      'Nobody is logged in: run mrtc login, or set MRTC_API_URL, MRTC_API_KEY and MRTC_API_SECRET. An API key is made in the console.',
    )
  }
  return { url: checkedUrl(url), keyId, secret }
}

async function savedProfile(path: string): Promise<Partial<Profile>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new CliError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  try {
    const { url, keyId, secret } = JSON.parse(text) as Readonly<Record<string, unknown>>
    if (typeof url === 'string' && typeof keyId === 'string' && typeof secret === 'string')
      return { url, keyId, secret }
  } catch {
    // Told below, as are texts of another form.
  }
  throw new CliError(`${path} is damaged: run mrtc login again.`)
}

/** Nobody but its owner can read it. @returns where it is */
export async function writeProfile(environment: Environment, profile: Profile): Promise<string> {
  const path = profilePath(environment)
  await mkdir(dirname(path), { recursive: true, mode: folderOfOwner })
  await writeFile(path, `${JSON.stringify(profile, undefined, 2)}\n`, { mode: ownerOnly })
  // One that was there before keeps its rights otherwise.
  await chmod(path, ownerOnly)
  return path
}

/** @returns where it was */
export async function forgetProfile(environment: Environment): Promise<string> {
  const path = profilePath(environment)
  await rm(path, { force: true })
  return path
}

/** @throws CliError */
export function checkedUrl(url: string): string {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return new URL(url).origin
  throw new CliError(`${url}: give the address of the server, such as https://calls.example.com`)
}
