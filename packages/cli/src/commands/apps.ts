import { readFile } from 'node:fs/promises'
import { type components, eachItem } from '@mrtc/api-client'
import type { Command } from 'commander'
import { CliError } from '../cli-error.ts'
import { type Columns, firstOf, type Shell } from '../shell.ts'
import { json, listLengthDefault, listLengthMax, whole } from './arguments.ts'

type App = components['schemas']['App']
type AppSettings = components['schemas']['AppSettingsInput']

const columns: Columns<App> = {
  bizName: ({ bizName }) => bizName,
  name: ({ name }) => name,
  appId: ({ appId }) => appId,
  workspaceId: ({ workspaceId }) => workspaceId,
  enabled: ({ enabled }) => enabled,
  keys: ({ keys }) => keys.length,
  created: ({ createdAt }) => createdAt,
}

export function addApps(program: Command, shell: Shell): void {
  const apps = program.command('apps').description('call apps')
  apps
    .command('list')
    .description('call apps of the server')
    .option('--search <text>', 'part of the name or bizName')
    .option('--limit <n>', 'at most so many', whole(1, listLengthMax), listLengthDefault)
    .action(async ({ search, limit }: { search?: string; limit: number }) => {
      const api = await shell.api()
      const found = eachItem(api.listApps, { query: search === undefined ? {} : { search } })
      shell.list(await firstOf(found, limit), columns, 'no call apps')
    })
  apps
    .command('create')
    .description('make one, with a key pair')
    .argument('<name>')
    .action(async (name: string) => {
      const api = await shell.api()
      shell.one(await api.createApp({ body: { name } }), columns)
    })
  apps
    .command('show')
    .argument('<bizName>')
    .action(async (bizName: string) => {
      const api = await shell.api()
      shell.one(await api.getApp({ path: { bizName } }), columns)
    })
  for (const [verb, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    apps
      .command(verb)
      .description(enabled ? 'let calls be made again' : 'let no calls be made; those that run go on')
      .argument('<bizName>')
      .action(async (bizName: string) => {
        const api = await shell.api()
        shell.one(await api.changeApp({ path: { bizName }, body: { enabled } }), columns)
      })
  }
  addSettings(apps, shell)
  addKeys(apps, shell)
}

function addSettings(apps: Command, shell: Shell): void {
  apps
    .command('settings')
    .description('function settings, as JSON; sets them with --set or --file')
    .argument('<bizName>')
    .option('--set <path=value...>', 'one setting: limits.maxRooms=10, rooms.callbackUrl="https://example.com/hook"')
    .option('--file <file>', 'all settings, as this command prints them')
    .action(async (bizName: string, { set, file }: { set?: string[]; file?: string }) => {
      const api = await shell.api()
      const path = { bizName }
      if (set === undefined && file === undefined) {
        shell.terminal.out(JSON.stringify(await api.getAppSettings({ path }), undefined, 2))
        return
      }
      const before = file === undefined ? await api.getAppSettings({ path }) : await settingsOf(file)
      // What is wrong in them the server says, by name.
      const body = (set ?? []).reduce(withSetting, before) as AppSettings
      shell.terminal.out(JSON.stringify(await api.setAppSettings({ path, body }), undefined, 2))
    })
}

async function settingsOf(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new CliError(`${file} cannot be read: ${error.message}`)
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new CliError(`${file} is not JSON`)
  }
}

/** `limits.maxRooms=10`; what is not JSON is text. @returns a copy */
function withSetting(settings: unknown, assignment: string): unknown {
  const at = assignment.indexOf('=')
  if (at < 1) throw new CliError(`--set ${assignment}: give path=value, such as limits.maxRooms=10`)
  const [path, text] = [assignment.slice(0, at).split('.'), assignment.slice(at + 1)]
  let value: unknown = text
  try {
    value = json(text)
  } catch {
    // A text without quotes.
  }
  return withValue(settings, path, value)
}

function withValue(of: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value
  const fields = typeof of === 'object' && of !== null ? (of as Readonly<Record<string, unknown>>) : {}
  return { ...fields, [name]: withValue(fields[name], rest, value) }
}

function addKeys(apps: Command, shell: Shell): void {
  apps
    .command('keys')
    .description('key pairs that sign for its users')
    .argument('<bizName>')
    .action(async (bizName: string) => {
      const api = await shell.api()
      const { keys } = await api.getApp({ path: { bizName } })
      shell.list(
        keys,
        {
          keyId: ({ keyId }) => keyId,
          current: ({ current }) => current,
          created: ({ createdAt }) => createdAt,
          'valid until': ({ validUntil }) => validUntil,
        },
        'no keys',
      )
    })
  apps
    .command('private-key')
    .description('print the private key that signs for its users')
    .argument('<bizName>')
    .action(async (bizName: string) => {
      const api = await shell.api()
      const answer = await api.revealPrivateKey({ path: { bizName } })
      shell.done(answer.privateKey, answer)
    })
}
