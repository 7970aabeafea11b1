import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import type * as z from 'zod'
import { StartupError } from '../startup-error.ts'
import { type Config, type ConfigOverrides, configSchema } from './schema.ts'
import { listSettings, type Setting } from './settings.ts'
import { configFileVariable, fromEnvironment, fromFile, fromObject, type SourcedValue, show } from './sources.ts'

/** All settings, in the order of the schema. */
export const settings: readonly Setting[] = listSettings(configSchema)

export interface LoadConfigOptions {
  /** Of `--config`; wins over MRTC_CONFIG. Relative paths start at the working directory. */
  readonly file?: string
  readonly environment: NodeJS.ProcessEnv
  /** Of a caller in the same process; the last word. */
  readonly overrides?: ConfigOverrides
}

/**
 * Reads the settings: defaults, then the file, then the environment, then overrides.
 * @throws StartupError with one line for each bad or unknown value
 */
export function loadConfig({ file, environment, overrides = {} }: LoadConfigOptions): Config {
  const named = file ?? (environment[configFileVariable] || undefined)
  const results = [
    ...(named === undefined ? [] : [fromFile(resolve(named), settings)]),
    fromEnvironment(environment, settings),
    fromObject(overrides, settings, 'given by the caller'),
  ]
  const values = new Map<string, SourcedValue>([['data.dir', { value: defaultDataDir(), source: 'default' }]])
  for (const result of results) for (const [path, sourced] of result.values) values.set(path, sourced)

  const parsed = configSchema.safeParse(nest(values))
  const problems = [
    ...results.flatMap((result) => result.problems),
    ...(parsed.error?.issues ?? []).map((issue) => problemOf(issue, values)),
  ]
  if (!parsed.success || problems.length > 0) throw new StartupError(problems)
  return decide(parsed.data)
}

/** The settings as they may be logged or shown. */
export function redactConfig(config: Config): Record<string, Record<string, unknown>> {
  const secrets = new Set(settings.filter((setting) => setting.secret).map((setting) => setting.path))
  return Object.fromEntries(
    Object.entries(config).map(([section, values]) => [
      section,
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, secrets.has(`${section}.${key}`) ? '[secret]' : value]),
      ),
    ]),
  )
}

/** What follows from other settings. */
function decide(parsed: z.infer<typeof configSchema>): Config {
  const { demo, data, http } = parsed
  return {
    ...parsed,
    data: { ...data, dir: resolve(data.dir) },
    // Anybody who reaches /demo/sign can make calls, so beyond this machine, also through a proxy on it, it has to be
    // asked for.
    demo: { ...demo, enabled: demo.enabled ?? (isLoopback(http.host) && !http.trustProxy) },
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** `.data` beside the workspace file when run from the repository, else in the working directory. */
function defaultDataDir(): string {
  for (let dir = import.meta.dirname; dir !== dirname(dir); dir = dirname(dir)) {
    if (existsSync(join(dir, 'pnpm-workspace.yaml'))) return join(dir, '.data')
  }
  return resolve('.data')
}

function nest(values: ReadonlyMap<string, SourcedValue>): Record<string, Record<string, unknown>> {
  const sections: Record<string, Record<string, unknown>> = {}
  for (const { path } of settings) {
    const [section = '', key = ''] = path.split('.')
    const sourced = values.get(path)
    sections[section] = { ...sections[section], ...(sourced && { [key]: sourced.value }) }
  }
  return sections
}

function problemOf(issue: z.core.$ZodIssue, values: ReadonlyMap<string, SourcedValue>): string {
  // A fault inside a list has the item's index behind the setting's own path.
  const path = issue.path.slice(0, 2).join('.')
  const setting = settings.find((candidate) => candidate.path === path)
  const sourced = values.get(path)
  const environmentName = setting?.environmentName ?? ''
  const where = sourced
    ? `${path} = ${setting?.secret ? '[secret]' : show(sourced.value)} (${sourced.source})`
    : `${path} (not set; ${environmentName} in the environment)`
  if (issue.code === 'custom') return `${where}: ${issue.message}.`
  return `${where}: ${issue.message}. Allowed: ${setting?.allowed ?? 'see --help'}.`
}
