import { createPrivateKey, type KeyObject, privateEncrypt } from 'node:crypto'

/** Which call app it is, as the console shows it. The key never leaves your server. */
export interface App {
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
  readonly privateKey: KeyObject
}

const holdsForMs = 5 * 60_000

/** What your page hands to `CallClient`. Ask first who is logged in: `uid` is who they will be in calls. */
export function signedIdentity({ bizName, appId, workspaceId, privateKey }: App, uid: string) {
  const text = `${bizName}${appId}${workspaceId}${uid}${Date.now() + holdsForMs}`
  return { uid, bizName, appId, workspaceId, sign: privateEncrypt(privateKey, Buffer.from(text)).toString('base64') }
}

/** The console shows keys as Base64 of PKCS#8. */
export function readKey(base64: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'pkcs8' })
}
