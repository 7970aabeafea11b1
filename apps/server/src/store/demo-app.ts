import type { AppIdentity } from '../signaling/contract.ts'
import { StartupError } from '../startup-error.ts'
import type { CallApps } from './call-apps.ts'

/** The call app that every server has, for the first call. */
export const demoApp = { bizName: 'demo', appId: 'default', workspaceId: 'default' } as const satisfies AppIdentity

/**
 * Makes the demo app if this is the first start.
 * @returns its private key
 * @throws StartupError when the key file is not the one that the database was made with
 */
export async function ensureDemoApp(callApps: CallApps): Promise<string> {
  if (!(await callApps.find(demoApp.bizName))) await callApps.create({ ...demoApp, name: 'Demo' })
  let privateKey: string | undefined
  try {
    privateKey = await callApps.privateKeyOf(demoApp.bizName)
  } catch (cause) {
    throw new StartupError(
      ['The private keys in the database do not open with store.key: put back the store.key they were sealed with.'],
      cause,
    )
  }
  if (privateKey === undefined) throw new Error('the demo app was removed while the server started')
  return privateKey
}
