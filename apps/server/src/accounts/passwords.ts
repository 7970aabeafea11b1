/** Passwords at rest: Argon2id (RFC 9106) in the PHC string form, so that its costs may rise and old hashes still verify. */
import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** RFC 9106, section 4, second recommended option, made for servers: 64 MiB, 3 passes; here one lane on a small machine. */
const costs = { memoryKib: 65_536, passes: 3, parallelism: 1 } as const
const saltBytes = 16
const tagBytes = 32
/** RFC 9106, section 3.1: what every implementation writes into `v=`. */
const version = 19
const phcForm = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Hashing takes 64 MiB each time: more at once would let logins fill the memory. */
const atOnce = 2

export const passwordLengthMin = 10
export const passwordLengthMax = 256

interface Costs {
  readonly memoryKib: number
  readonly passes: number
  readonly parallelism: number
}

/** @returns the PHC string `$argon2id$v=19$m=…,t=…,p=…$salt$hash` */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await hash(password, salt, costs, tagBytes)
  const { memoryKib, passes, parallelism } = costs
  const parameters = `m=${memoryKib},t=${passes},p=${parallelism}`
  return `$argon2id$v=${version}$${parameters}$${unpadded(salt)}$${unpadded(tag)}`
}

/** In constant time for one set of costs. False also for a hash of an unknown form. */
export async function isPassword(password: string, phc: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = phcForm.exec(phc) ?? []
  if (salt === undefined || tag === undefined) return false
  const expected = Buffer.from(tag, 'base64')
  const used = { memoryKib: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const actual = await hash(password, Buffer.from(salt, 'base64'), used, expected.length)
  return timingSafeEqual(actual, expected)
}

/** Of an account that does not exist: checking it takes as long as checking a real one. */
let someHash: Promise<string> | undefined
export function hashOfNobody(): Promise<string> {
  someHash ??= hashPassword(newPassword())
  return someHash
}

/** Without letters that look like others. */
const passwordLetters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const generatedLength = 20

/** One for somebody to log in with the first time: 20 letters, 115 bits. */
export function newPassword(): string {
  return Array.from({ length: generatedLength }, () => passwordLetters[randomInt(passwordLetters.length)]).join('')
}

let running = 0
const waiting: (() => void)[] = []

async function hash(password: string, salt: Buffer, { memoryKib, passes, parallelism }: Costs, tagLength: number) {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    // Composed form, so that the same letters typed on another keyboard are the same password (RFC 8265).
    const message = Buffer.from(password.normalize('NFC'), 'utf8')
    return await derive('argon2id', { message, nonce: salt, parallelism, tagLength, memory: memoryKib, passes })
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

/** The PHC form leaves padding out. */
const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
