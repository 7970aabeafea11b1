import { type components, eachItem } from '@mrtc/api-client'
import { allPermissions, type Permission } from '@mrtc/protocol/api'
import { type Command, Option } from 'commander'
import { type Columns, firstOf, type Shell } from '../shell.ts'
import { listLengthMax } from './arguments.ts'

type ApiKey = components['schemas']['ApiKey']

const columns: Columns<ApiKey> = {
  keyId: ({ keyId }) => keyId,
  name: ({ name }) => name,
  app: ({ bizName }) => bizName ?? 'all',
  enabled: ({ enabled }) => enabled,
  permissions: ({ permissions }) => permissions.join(' '),
  expires: ({ expiresAt }) => expiresAt,
  'last used': ({ lastUsedAt }) => lastUsedAt,
}

interface NewKey {
  readonly permission: readonly Permission[]
  readonly app?: string
}

export function addKeys(program: Command, shell: Shell): void {
  const keys = program.command('keys').description('API keys, with which programs ask the server')
  keys.command('list').action(async () => {
    const api = await shell.api()
    shell.list(await firstOf(eachItem(api.listApiKeys, {}), listLengthMax), columns, 'no API keys')
  })
  keys
    .command('create')
    .description('make one; its secret is shown this once')
    .argument('<name>')
    .addOption(new Option('--permission <name...>', 'what it may do').choices(allPermissions).makeOptionMandatory())
    .option('--app <bizName>', 'confined to this call app')
    .action(async (name: string, { permission, app }: NewKey) => {
      const api = await shell.api()
      const body = { name, permissions: [...permission], ...(app === undefined ? {} : { bizName: app }) }
      const made = await api.createApiKey({ body })
      shell.one(made, { ...columns, secret: () => made.secret })
    })
  for (const [verb, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    keys
      .command(verb)
      .argument('<keyId>')
      .action(async (keyId: string) => {
        const api = await shell.api()
        shell.one(await api.changeApiKey({ path: { keyId }, body: { enabled } }), columns)
      })
  }
  keys
    .command('delete')
    .argument('<keyId>')
    .action(async (keyId: string) => {
      const api = await shell.api()
      await api.deleteApiKey({ path: { keyId } })
      shell.done(`${keyId} is deleted`)
    })
}
