/** The helper as a program: see README.md beside it. */
import { signRequest, signUser } from './mrtc-signing.ts'

const { MRTC_PRIVATE_KEY = '', MRTC_API_KEY_ID = '', MRTC_API_SECRET = '' } = process.env
const [command, ...values] = process.argv.slice(2)

if (command === 'user' && values.length === 5) {
  const [bizName = '', appId = '', workspaceId = '', uid = '', expireTime] = values
  console.log(signUser({ bizName, appId, workspaceId, uid, expireTime: Number(expireTime) }, MRTC_PRIVATE_KEY))
} else if (command === 'request' && values.length >= 2) {
  const [method = '', path = '', body = ''] = values
  const headers = signRequest({ method, path, body }, { keyId: MRTC_API_KEY_ID, secret: MRTC_API_SECRET })
  for (const [name, value] of Object.entries(headers)) console.log(`${name}: ${value}`)
} else {
  console.error('user <bizName> <appId> <workspaceId> <uid> <expireTime> | request <method> <path> [body]')
  process.exitCode = 1
}
