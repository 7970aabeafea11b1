import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
export const cipherKeyBytes = 32
/** NIST SP 800-38D, section 8.2: 96 bits is the length that GCM is made for. */
const nonceBytes = 12
const tagBytes = 16
/** In front of a sealed text, so that another form can follow one day. */
const formMark = 'v1:'

/** Keeps texts secret at rest. `label` binds a sealed text to its row: moved to another, it does not open. */
export class Cipher {
  readonly #key: Buffer

  constructor(key: Buffer) {
    if (key.length !== cipherKeyBytes)
      throw new RangeError(`a cipher key has ${cipherKeyBytes} bytes, not ${key.length}`)
    this.#key = key
  }

  seal(text: string, label: string): string {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv(algorithm, this.#key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(label))
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return formMark + sealed.toString('base64')
  }

  /** @throws when the key, the label or the text is not the one it was sealed with */
  open(sealed: string, label: string): string {
    if (!sealed.startsWith(formMark)) throw new Error('a sealed text of an unknown form')
    const bytes = Buffer.from(sealed.slice(formMark.length), 'base64')
    if (bytes.length < nonceBytes + tagBytes) throw new Error('a sealed text that is too short')
    const decipher = createDecipheriv(algorithm, this.#key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(Buffer.from(label))
      .setAuthTag(bytes.subarray(-tagBytes))
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8')
  }
}
