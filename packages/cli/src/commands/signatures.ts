import type { Command } from 'commander'
import type { Shell } from '../shell.ts'
import { whole } from './arguments.ts'

const hourSeconds = 3_600
const hoursMax = 24 * 7

export function addSignatures(program: Command, shell: Shell): void {
  program
    .command('sign')
    .description('make a temporary signature, with which a user connects')
    .argument('<bizName>')
    .argument('<uid>', 'the user: letters, digits and underscore')
    .option('--hours <n>', 'how long it holds', whole(1, hoursMax), 24)
    .action(async (bizName: string, uid: string, { hours }: { hours: number }) => {
      const api = await shell.api()
      const body = { uid, expiresInSeconds: hours * hourSeconds }
      shell.one(await api.createSignature({ path: { bizName }, body }), {
        server: ({ serverUrl }) => serverUrl,
        bizName: (made) => made.bizName,
        appId: ({ appId }) => appId,
        workspaceId: ({ workspaceId }) => workspaceId,
        uid: (made) => made.uid,
        'valid until': ({ expiresAt }) => expiresAt,
        signature: ({ signature }) => signature,
      })
    })
  program
    .command('verify')
    .description('say whether a signature lets a user in, and if not, why; fails when it does not')
    .argument('<bizName>')
    .argument('<uid>')
    .argument('<signature>')
    .action(async (bizName: string, uid: string, signature: string) => {
      const api = await shell.api()
      const verdict = await api.verifySignature({ path: { bizName }, body: { uid, signature } })
      shell.one(verdict, {
        valid: ({ valid }) => valid,
        code: ({ code }) => code,
        reason: ({ reason }) => reason,
        'valid until': ({ expiresAt }) => expiresAt,
        'made with': ({ keyId }) => keyId,
      })
      if (!verdict.valid) shell.fail()
    })
}
