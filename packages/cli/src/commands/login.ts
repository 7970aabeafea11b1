import { ApiError, createApiClient } from '@mrtc/api-client'
import { keyCredentials } from '@mrtc/api-client/signed'
import type { Command } from 'commander'
import { checkedUrl, forgetProfile, writeProfile } from '../profile.ts'
import type { Shell } from '../shell.ts'

export function addLogin(program: Command, shell: Shell): void {
  program
    .command('login')
    .description('keep the address of a server and an API key for later commands')
    .requiredOption('--url <url>', 'the server')
    .requiredOption('--key <id>', 'id of the API key, made in the console')
    .action(async ({ url, key }: { url: string; key: string }) => {
      const { terminal } = shell
      // Not an option: other users see those, and the shell keeps them.
      const secret = terminal.environment.MRTC_API_SECRET ?? (await terminal.ask('Secret of the key: '))
      const profile = { url: checkedUrl(url), keyId: key, secret: secret.trim() }
      await assertKnown(profile)
      shell.done(`logged in at ${profile.url}; the key is in ${await writeProfile(terminal.environment, profile)}`)
    })
  program
    .command('logout')
    .description('forget them')
    .action(async () => shell.done(`removed ${await forgetProfile(shell.terminal.environment)}`))
}

/** @throws ApiError unless the server knows the key, whatever it may do */
async function assertKnown(profile: Parameters<typeof keyCredentials>[0] & { readonly url: string }): Promise<void> {
  const api = createApiClient({ url: profile.url, credentials: keyCredentials(profile) })
  try {
    await api.listApps({ query: { limit: 1 } })
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'PERMISSION_DENIED') throw error
  }
}
