/** What lets somebody without a session at hand, on HTTP, up- or download one file for a while. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { MrtcError } from '@mrtc/protocol'
import * as z from 'zod'

const algorithm = 'sha256'

const grantSchema = z.object({
  fileId: z.string(),
  /** For whom. */
  uid: z.string(),
  purpose: z.enum(['upload', 'download']),
  expiresAt: z.number(),
})
export type FileGrant = z.infer<typeof grantSchema>

export class FileTokens {
  readonly #key: string

  constructor(key: string) {
    this.#key = key
  }

  sign(grant: FileGrant): string {
    const content = Buffer.from(JSON.stringify(grant)).toString('base64url')
    return `${content}.${this.#seal(content)}`
  }

  /** @throws MrtcError FILE_TOKEN_INVALID unless it is for this file and purpose, and holds now */
  check(
    token: string | undefined,
    { fileId, purpose, now }: { readonly fileId: string; readonly purpose: FileGrant['purpose']; readonly now: number },
  ): FileGrant {
    const [content = '', seal = ''] = (token ?? '').split('.')
    const expected = Buffer.from(this.#seal(content))
    const given = Buffer.from(seal)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new MrtcError('FILE_TOKEN_INVALID')
    const grant = grantSchema.parse(JSON.parse(Buffer.from(content, 'base64url').toString()))
    if (grant.fileId !== fileId || grant.purpose !== purpose) throw new MrtcError('FILE_TOKEN_INVALID')
    if (grant.expiresAt <= now) throw new MrtcError('FILE_TOKEN_INVALID', 'The link has expired: ask for a new one.')
    return grant
  }

  #seal(content: string): string {
    return createHmac(algorithm, this.#key).update(content).digest('base64url')
  }
}
