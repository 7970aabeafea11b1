import type { KeyObject } from 'node:crypto'
import { MrtcError } from '@mrtc/protocol'
import { readPublicKey, verify } from '@mrtc/protocol/signature'
import type { AppIdentity, SignatureCheck } from '../signaling/contract.ts'
import type { CallApp, CallApps } from './call-apps.ts'

/** Apps kept at hand. More are asked of the store each time. */
const cachedApps = 1_000

interface KnownApp {
  readonly app: CallApp
  readonly publicKey: KeyObject
}

/** Checks signatures with the public keys of the call apps, which it keeps at hand until they change. */
export class AppSignatures implements SignatureCheck {
  readonly #callApps: CallApps
  readonly #cache = new Map<string, Promise<KnownApp | undefined>>()
  readonly #stopListening: () => void

  constructor(callApps: CallApps) {
    this.#callApps = callApps
    this.#stopListening = callApps.onChanged((bizName) => this.#cache.delete(bizName))
  }

  /** @throws MrtcError APP_NOT_FOUND, APP_DISABLED, SIGNATURE_INVALID, SIGNATURE_EXPIRED */
  async check(identity: AppIdentity & { readonly uid: string }, sign: string): Promise<void> {
    const known = await this.#find(identity.bizName)
    if (!known || known.app.appId !== identity.appId || known.app.workspaceId !== identity.workspaceId) {
      throw new MrtcError('APP_NOT_FOUND')
    }
    if (!known.app.enabled) throw new MrtcError('APP_DISABLED')
    verify(sign, { publicKey: known.publicKey, identity, nowMs: Date.now() })
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
    return app && { app, publicKey: readPublicKey(app.publicKey) }
  }
}
