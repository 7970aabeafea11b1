import type { AppIdentity } from '../signaling/contract.ts'

/** A business that may make calls, with the key its servers sign with (guide, section 5.1). */
export interface CallApp extends AppIdentity {
  readonly name: string
  /** Base64 of SPKI DER. */
  readonly publicKey: string
  readonly enabled: boolean
  readonly createdAt: Date
}

export interface NewCallApp extends AppIdentity {
  readonly name: string
}

/** The call apps of this server. bizName is unique. */
export interface CallApps {
  /**
   * Makes an app with a new key pair.
   * @throws CallAppExistsError
   */
  create(app: NewCallApp): Promise<CallApp>
  find(bizName: string): Promise<CallApp | undefined>
  /** Base64 of PKCS#8 DER. */
  privateKeyOf(bizName: string): Promise<string | undefined>
  /** @returns false if there is no such app */
  setEnabled(bizName: string, enabled: boolean): Promise<boolean>
  /**
   * Calls back after an app was created or changed.
   * @returns what ends the calls
   */
  onChanged(listener: (bizName: string) => void): () => void
}

export class CallAppExistsError extends Error {
  override readonly name = 'CallAppExistsError'

  constructor(bizName: string) {
    super(`there is a call app with the bizName '${bizName}' already`)
  }
}
