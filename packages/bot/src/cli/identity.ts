import { readFile } from 'node:fs/promises'
import { MrtcError } from '@mrtc/protocol'
import { sign } from '@mrtc/protocol/signature'
import type { Signing } from './options.ts'

export interface Identity {
  readonly uid: string
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
  /** A fresh one, or always the same where only one was given. */
  readonly sign: string | (() => Promise<string>)
}

const signatureTtlMs = 5 * 60_000
const requestTimeoutMs = 10_000

/** @throws MrtcError that says what to do */
export async function resolveIdentity(uid: string, signing: Signing, url: string): Promise<Identity> {
  switch (signing.by) {
    case 'signature':
      return { uid, ...signing.app, sign: signing.sign }
    case 'key': {
      const privateKey = await readFile(signing.file, 'utf8').catch((cause: unknown) => {
        throw new MrtcError('PARAMETER_INVALID', `--key ${signing.file} cannot be read.`, { field: 'key', cause })
      })
      const signNow = async () => sign({ uid, ...signing.app, expireTime: Date.now() + signatureTtlMs }, privateKey)
      // Now, so that a wrong key is told before anything is connected.
      await signNow()
      return { uid, ...signing.app, sign: signNow }
    }
    case 'demo': {
      const { bizName, appId, workspaceId } = await askDemo(uid, url)
      return { uid, bizName, appId, workspaceId, sign: async () => (await askDemo(uid, url)).sign }
    }
  }
}

interface DemoSignature {
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
  readonly sign: string
}

async function askDemo(uid: string, url: string): Promise<DemoSignature> {
  const address = new URL('/demo/sign', url.replace(/^ws/, 'http'))
  let response: Response
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ uid }),
      signal: AbortSignal.timeout(requestTimeoutMs),
    })
  } catch (cause) {
    throw new MrtcError('CONNECTION_FAILED', `No server answers at ${address.origin}: start it, or give --url.`, {
      cause,
    })
  }
  const body: unknown = await response.json().catch(() => undefined)
  if (isDemoSignature(body) && response.ok) return body
  if (response.status === 404) {
    throw new MrtcError('SIGNATURE_INVALID', `${address.origin} has no demo app: sign with --key or --sign.`)
  }
  const detail =
    typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : response.statusText
  throw new MrtcError('SIGNATURE_INVALID', `${address.origin} gave no signature: ${detail}`)
}

function isDemoSignature(body: unknown): body is DemoSignature {
  if (typeof body !== 'object' || body === null) return false
  const fields = body as Record<string, unknown>
  return ['bizName', 'appId', 'workspaceId', 'sign'].every((name) => typeof fields[name] === 'string')
}
