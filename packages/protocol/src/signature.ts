/**
 * The signature that lets a client in (guide, section 4): the text bizName + appId + workspaceId + uid + expireTime in
 * UTF-8, encrypted with the app's RSA private key (PKCS#1 v1.5, block type 1), in Base64. It is made on the
 * application's own server and verified with the public key. Needs `node:crypto`, so it is a door of its own:
 * `@mrtc/protocol/signature`.
 *
 * The text has no separators. What keeps `alice` + `11735689600000` apart from `alice1` + `1735689600000` (both make the
 * same text) is that an expire time always has exactly 13 digits.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair as generateRsaKeyPair,
  KeyObject,
  privateEncrypt,
  publicDecrypt,
} from 'node:crypto'
import { promisify } from 'node:util'
import { MrtcError } from './errors.ts'
import { uidSchema } from './model.ts'

/** Who a signature is for. */
export interface SignedIdentity {
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
  readonly uid: string
}

/** An identity and until when its signature holds. */
export interface SignRequest extends SignedIdentity {
  /** Milliseconds since 1970: now plus, for example, five minutes. */
  readonly expireTime: number
}

/** Base64 of DER (PKCS#8 private, SPKI public) as the console shows it, or PEM, or a key already read. */
export type RsaKey = string | KeyObject

export interface RsaKeyPair {
  /** Base64 of SPKI DER. */
  readonly publicKey: string
  /** Base64 of PKCS#8 DER. */
  readonly privateKey: string
}

/** The earliest expire time that can be written, 9 September 2001: the first one with 13 digits. */
export const expireTimeMin = 1_000_000_000_000
/** The latest expire time that can be written, 20 November 2286. The guide sets no limit on how far ahead it may lie. */
export const expireTimeMax = 9_999_999_999_999

/** Of app keys made here. Fits a text of 245 bytes, which the guide's `Cipher.getInstance("RSA")` has too. */
export const defaultKeyBits = 2048
/** Key sizes offered when a text does not fit. The last one fits names as long as `limits` allows, in any script. */
const keySizesBits = [2048, 3072, 4096, 8192] as const
/** PKCS#1 v1.5 (RFC 8017, section 7.2.1): 00 01, at least eight bytes FF, 00. */
const paddingBytes = 11
const bitsPerByte = 8

/**
 * Makes a signature, as the guide's Java code does.
 *
 * @throws MrtcError `PARAMETER_INVALID` with `field` when the uid or expire time is not one, when the key is none, or
 * when the text does not fit the key (then the message says which key size it needs).
 */
export function sign(request: SignRequest, privateKey: RsaKey): string {
  checkRequest(request)
  const key = readPrivateKey(privateKey)
  const text = Buffer.from(textOf(request) + request.expireTime)
  const roomBytes = modulusBytes(key) - paddingBytes
  if (text.length > roomBytes) {
    const fitting = keySizesBits.find((bits) => text.length <= bits / bitsPerByte - paddingBytes)
    const remedy = fitting ? `use a key of ${fitting} bits or shorter names` : 'use shorter names'
    throw new MrtcError(
      'PARAMETER_INVALID',
      `The text to sign has ${text.length} bytes, a key of ${modulusBytes(key) * bitsPerByte} bits takes ${roomBytes}: ${remedy}.`,
      { field: 'privateKey' },
    )
  }
  return privateEncrypt(key, text).toString('base64')
}

export interface VerifyOptions {
  /** Of the app that the client names. Read it once with `readPublicKey` where many signatures are verified. */
  readonly publicKey: RsaKey
  /** Who the client says that it is. */
  readonly identity: SignedIdentity
  /** The server's clock, milliseconds since 1970. */
  readonly nowMs: number
}

/**
 * Verifies that a signature was made with the app's private key for this identity and has not expired.
 *
 * @returns until when it holds, in milliseconds since 1970
 * @throws MrtcError `SIGNATURE_INVALID` (the message says what is wrong, never what was signed) or `SIGNATURE_EXPIRED`
 */
export function verify(signature: string, { publicKey, identity, nowMs }: VerifyOptions): { expireTime: number } {
  const key = readPublicKey(publicKey)
  // Latin-1 keeps bytes apart one by one, where UTF-8 would turn all invalid ones into the same character.
  const text = decrypt(signature, key).toString('latin1')
  let prefix = ''
  for (const part of ['bizName', 'appId', 'workspaceId', 'uid'] as const) {
    prefix += Buffer.from(identity[part]).toString('latin1')
    if (!text.startsWith(prefix)) throw invalid(`it was made for another ${part}`)
  }
  const digits = text.slice(prefix.length)
  if (!/^\d*$/.test(digits)) throw invalid('it was made for another uid, or its expireTime is not a number')
  if (!/^[1-9]\d{12}$/.test(digits)) {
    throw invalid('it was made for another uid, or its expireTime is not in milliseconds since 1970 (13 digits)')
  }
  const expireTime = Number(digits)
  if (expireTime <= nowMs) {
    throw new MrtcError(
      'SIGNATURE_EXPIRED',
      `The signature expired at ${new Date(expireTime).toISOString()}: ask your server for a new one.`,
      { data: { expireTime } },
    )
  }
  return { expireTime }
}

/** A new key pair for an app. */
export async function generateKeyPair(modulusLengthBits: number = defaultKeyBits): Promise<RsaKeyPair> {
  const pair = await promisify(generateRsaKeyPair)('rsa', {
    modulusLength: modulusLengthBits,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return { publicKey: pair.publicKey.toString('base64'), privateKey: pair.privateKey.toString('base64') }
}

/**
 * Reads an RSA public key, for those who verify often.
 * @throws MrtcError `PARAMETER_INVALID` with field `publicKey`
 */
export function readPublicKey(key: RsaKey): KeyObject {
  return readKey(key, 'publicKey', 'SPKI', (text) =>
    isPem(text) ? createPublicKey(text) : createPublicKey({ key: fromBase64(text), format: 'der', type: 'spki' }),
  )
}

/**
 * Reads an RSA private key.
 * @throws MrtcError `PARAMETER_INVALID` with field `privateKey`
 */
export function readPrivateKey(key: RsaKey): KeyObject {
  return readKey(key, 'privateKey', 'PKCS#8', (text) =>
    isPem(text) ? createPrivateKey(text) : createPrivateKey({ key: fromBase64(text), format: 'der', type: 'pkcs8' }),
  )
}

function readKey(key: RsaKey, field: string, form: string, read: (text: string) => KeyObject): KeyObject {
  let keyObject: KeyObject
  try {
    keyObject = key instanceof KeyObject ? key : read(key)
  } catch (cause) {
    throw new MrtcError('PARAMETER_INVALID', `The ${field} must be Base64 of ${form} DER, or PEM.`, { field, cause })
  }
  if (keyObject.asymmetricKeyType !== 'rsa') {
    throw new MrtcError('PARAMETER_INVALID', `The ${field} must be an RSA key.`, { field })
  }
  return keyObject
}

const isPem = (text: string) => text.includes('-----BEGIN')
/** Keys come by copy and paste: line breaks in them do not matter. */
const fromBase64 = (text: string) => Buffer.from(text.replace(/\s+/g, ''), 'base64')
const modulusBytes = (key: KeyObject) => Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / bitsPerByte)

const textOf = ({ bizName, appId, workspaceId, uid }: SignedIdentity) => bizName + appId + workspaceId + uid

function checkRequest({ uid, expireTime }: SignRequest): void {
  const checked = uidSchema.safeParse(uid)
  if (!checked.success) {
    throw new MrtcError('PARAMETER_INVALID', `uid: ${checked.error.issues[0]?.message}`, { field: 'uid' })
  }
  if (!Number.isInteger(expireTime) || expireTime < expireTimeMin || expireTime > expireTimeMax) {
    throw new MrtcError('PARAMETER_INVALID', 'expireTime must be in milliseconds since 1970: now plus, say, 300000.', {
      field: 'expireTime',
    })
  }
}

function decrypt(signature: string, key: KeyObject): Buffer {
  if (signature.includes(' ')) {
    throw invalid('it has spaces: was a + lost on its way in a URL? Encode it with encodeURIComponent')
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature) || signature.length % 4 !== 0) throw invalid('it is not Base64')
  const bytes = Buffer.from(signature, 'base64')
  const expectedBytes = modulusBytes(key)
  if (bytes.length !== expectedBytes) {
    throw invalid(`it has ${bytes.length} bytes where this app's key makes ${expectedBytes}: another key was used`)
  }
  try {
    return publicDecrypt(key, bytes)
  } catch (cause) {
    throw invalid("it was not made with this call app's private key", cause)
  }
}

function invalid(reason: string, cause?: unknown): MrtcError {
  return new MrtcError('SIGNATURE_INVALID', `The signature does not verify: ${reason}.`, { field: 'sign', cause })
}
