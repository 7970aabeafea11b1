import type { AppSettings } from '../apps/settings.ts'
import type { AppIdentity } from '../signaling/contract.ts'

/** One key pair of a call app. */
export interface CallAppKey {
  readonly keyId: string
  /** Base64 of SPKI DER. */
  readonly publicKey: string
  readonly createdAt: Date
  /** Signatures with it are accepted until then; undefined: it is the current one. */
  readonly validUntil: Date | undefined
}

/** A business that may make calls, with the keys its servers sign with (guide, section 5.1). */
export interface CallApp extends AppIdentity {
  readonly name: string
  readonly enabled: boolean
  readonly settings: AppSettings
  readonly createdAt: Date
  /** The current one first, then those that still hold. */
  readonly keys: readonly CallAppKey[]
}

export interface NewCallApp extends AppIdentity {
  readonly name: string
}

/** What may be changed of an app; what is left out stays. */
export interface CallAppChange {
  readonly name?: string | undefined
  readonly enabled?: boolean | undefined
  readonly settings?: AppSettings | undefined
}

export interface CallAppPage {
  /** In the order of their bizNames, after this one. */
  readonly after?: string | undefined
  readonly limit: number
  /** Part of the name or bizName. */
  readonly search?: string | undefined
  readonly bizName?: string | undefined
}

/** The call apps of this server. bizName is unique. */
export interface CallApps {
  /**
   * Makes an app with a new key pair.
   * @throws CallAppExistsError
   */
  create(app: NewCallApp): Promise<CallApp>
  find(bizName: string): Promise<CallApp | undefined>
  list(page: CallAppPage): Promise<CallApp[]>
  /** @returns undefined if there is no such app */
  change(bizName: string, change: CallAppChange): Promise<CallApp | undefined>
  /** @returns false if there is no such app */
  setEnabled(bizName: string, enabled: boolean): Promise<boolean>
  /** Base64 of PKCS#8 DER, of the current key or the one that is named; undefined if there is none (any more). */
  privateKeyOf(bizName: string, keyId?: string): Promise<string | undefined>
  /**
   * Makes a new key pair the current one; the one of before holds until `previousValidUntil`.
   * @returns undefined if there is no such app
   */
  rotateKey(bizName: string, previousValidUntil: Date): Promise<CallApp | undefined>
  /** Removes a key that is not the current one. */
  revokeKey(bizName: string, keyId: string): Promise<'revoked' | 'missing' | 'current'>
  /**
   * Calls back after an app was created or changed, by this server or another one on the same database.
   * @param listener is given undefined when changes may have been missed: any app may be another
   * @returns what ends the calls
   */
  onChanged(listener: (bizName: string | undefined) => void): () => void
}

export class CallAppExistsError extends Error {
  override readonly name = 'CallAppExistsError'

  constructor(bizName: string) {
    super(`there is a call app with the bizName '${bizName}' already`)
  }
}
