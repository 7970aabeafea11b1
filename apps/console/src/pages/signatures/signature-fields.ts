/** What is verified. */
export interface SignatureFields {
  readonly bizName: string | undefined
  readonly uid: string
  /** Milliseconds since 1970, as typed; may be empty. */
  readonly expireTime: string
  readonly signature: string
}

export const noFields: SignatureFields = { bizName: undefined, uid: '', expireTime: '', signature: '' }

/** Of the protocol's uids. */
export const isUid = (text: string): boolean => /^\w{1,128}$/.test(text)

export const isExpireTime = (text: string): boolean => text.trim() === '' || /^\d{1,15}$/.test(text.trim())
