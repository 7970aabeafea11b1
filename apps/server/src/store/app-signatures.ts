import type { KeyObject } from 'node:crypto'
import { MrtcError } from '@mrtc/protocol'
import { readPublicKey, verify } from '@mrtc/protocol/signature'
import type { AppIdentity, SignatureCheck } from '../signaling/contract.ts'
import type { CallApp, CallApps } from './call-apps.ts'

/** Apps kept at hand. More are asked of the store each time. */
const cachedApps = 1_000

interface KnownKey {
  readonly keyId: string
  readonly publicKey: KeyObject
  /** Milliseconds since 1970; undefined: it is the current one. */
  readonly validUntil: number | undefined
}

/** What a signature is worth. `keyId`: of the key pair that it was made with. */
export type SignatureVerdict =
  /** `expireTime`: until when it holds, in milliseconds since 1970. */
  | { readonly verdict: 'valid'; readonly keyId: string; readonly expireTime: number }
  | { readonly verdict: 'expired'; readonly keyId: string; readonly error: MrtcError }
  | { readonly verdict: 'invalid'; readonly error: MrtcError }

interface KnownApp {
  readonly app: CallApp
  /** The current one first. */
  readonly keys: readonly KnownKey[]
}

/** Checks signatures with the public keys of the call apps, which it keeps at hand until they change. */
export class AppSignatures implements SignatureCheck {
  readonly #callApps: CallApps
  readonly #cache = new Map<string, Promise<KnownApp | undefined>>()
  readonly #stopListening: () => void

  constructor(callApps: CallApps) {
    this.#callApps = callApps
    this.#stopListening = callApps.onChanged((bizName) => {
      if (bizName === undefined) this.#cache.clear()
      else this.#cache.delete(bizName)
    })
  }

  /** @throws MrtcError APP_NOT_FOUND, APP_DISABLED, SIGNATURE_INVALID, SIGNATURE_EXPIRED */
  async check(identity: AppIdentity & { readonly uid: string }, sign: string): Promise<void> {
    const known = await this.#find(identity.bizName)
    if (!known || known.app.appId !== identity.appId || known.app.workspaceId !== identity.workspaceId) {
      throw new MrtcError('APP_NOT_FOUND')
    }
    if (!known.app.enabled) throw new MrtcError('APP_DISABLED')
    const verdict = judge(known.keys, sign, identity)
    if (verdict.verdict !== 'valid') throw verdict.error
  }

  close(): void {
    this.#stopListening()
  }

  #find(bizName: string): Promise<KnownApp | undefined> {
    const cached = this.#cache.get(bizName)
    if (cached) return cached
    const found = this.#load(bizName)
    // Names come from clients: what does not exist must not fill the memory.
    if (this.#cache.size < cachedApps) {
      this.#cache.set(bizName, found)
      const forget = () => {
        if (this.#cache.get(bizName) === found) this.#cache.delete(bizName)
      }
      found.then((known) => known ?? forget(), forget)
    }
    return found
  }

  async #load(bizName: string): Promise<KnownApp | undefined> {
    const app = await this.#callApps.find(bizName)
    if (!app) return undefined
    return { app, keys: knownKeys(app) }
  }
}

/** Says what a signature for one of this app's users is worth, with every key of the app that still holds. */
export function judgeSignature(app: CallApp, { uid, sign }: { readonly uid: string; readonly sign: string }) {
  return judge(knownKeys(app), sign, { ...app, uid })
}

function knownKeys({ keys }: CallApp): KnownKey[] {
  return keys.map(({ keyId, publicKey, validUntil }) => ({
    keyId,
    publicKey: readPublicKey(publicKey),
    validUntil: validUntil?.getTime(),
  }))
}

/** Keys that were rotated hold until their end. If none verifies, what the current one says of it counts. */
function judge(
  keys: readonly KnownKey[],
  sign: string,
  identity: AppIdentity & { readonly uid: string },
): SignatureVerdict {
  const nowMs = Date.now()
  let refusal: MrtcError | undefined
  for (const { keyId, publicKey, validUntil } of keys) {
    if (validUntil !== undefined && validUntil <= nowMs) continue
    try {
      return { verdict: 'valid', keyId, ...verify(sign, { publicKey, identity, nowMs }) }
    } catch (error) {
      if (!(error instanceof MrtcError)) throw error
      if (error.code === 'SIGNATURE_EXPIRED') return { verdict: 'expired', keyId, error }
      if (error.code !== 'SIGNATURE_INVALID') throw error
      refusal ??= error
    }
  }
  return { verdict: 'invalid', error: refusal ?? new MrtcError('SIGNATURE_INVALID') }
}
