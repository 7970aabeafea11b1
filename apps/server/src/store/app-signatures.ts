import type { KeyObject } from 'node:crypto'
import { MrtcError } from '@mrtc/protocol'
import { readPublicKey, verify } from '@mrtc/protocol/signature'
import type { AppIdentity, SignatureCheck } from '../signaling/contract.ts'
import type { CallApp, CallApps } from './call-apps.ts'

/** Apps kept at hand. More are asked of the store each time. */
const cachedApps = 1_000

interface KnownKey {
  readonly publicKey: KeyObject
  /** Milliseconds since 1970; undefined: it is the current one. */
  readonly validUntil: number | undefined
}

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
    checkWithAny(known.keys, sign, identity)
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
    const keys = app.keys.map((key) => ({
      publicKey: readPublicKey(key.publicKey),
      validUntil: key.validUntil?.getTime(),
    }))
    return { app, keys }
  }
}

/** Keys that were rotated hold until their end. @throws MrtcError what the current key gives, if none of them verifies */
function checkWithAny(keys: readonly KnownKey[], sign: string, identity: AppIdentity & { readonly uid: string }): void {
  const nowMs = Date.now()
  let refusal: unknown
  for (const { publicKey, validUntil } of keys) {
    if (validUntil !== undefined && validUntil <= nowMs) continue
    try {
      verify(sign, { publicKey, identity, nowMs })
      return
    } catch (error) {
      const isOtherKey = error instanceof MrtcError && error.code === 'SIGNATURE_INVALID'
      if (!isOtherKey) throw error
      refusal ??= error
    }
  }
  throw refusal ?? new MrtcError('SIGNATURE_INVALID')
}
