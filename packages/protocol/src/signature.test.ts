import { execFileSync, spawnSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, generateKeyPairSync, privateEncrypt } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { MrtcError } from './errors.ts'
import { limits } from './limits.ts'
import {
  expireTimeMax,
  generateKeyPair,
  type RsaKeyPair,
  readPublicKey,
  type SignedIdentity,
  sign,
  verify,
} from './signature.ts'
import fixture from './testing/signatures.json' with { type: 'json' }

const { publicKey, privateKey } = fixture.keys
const alice: SignedIdentity = { bizName: 'demo', appId: 'mrtc', workspaceId: 'default', uid: 'alice' }
const nowMs = Date.UTC(2025, 0, 1)
const expireTime = nowMs + 300_000

/** What an attacker or a mistaken server could encrypt with the right key. */
const encrypted = (text: string | Uint8Array) =>
  privateEncrypt(
    createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8', encoding: 'base64' }),
    Buffer.from(text),
  ).toString('base64')

function errorOf(run: () => unknown): MrtcError {
  try {
    run()
  } catch (error) {
    if (error instanceof MrtcError) return error
    throw error
  }
  throw new Error('did not throw')
}
const refusal = (signature: string, identity: SignedIdentity = alice) =>
  errorOf(() => verify(signature, { publicKey, identity, nowMs }))

describe('signatures made by the guide’s Java code', () => {
  it.each(fixture.signatures)('are made and verified alike for $bizName, $uid', ({ sign: expected, ...request }) => {
    expect(sign(request, privateKey)).toBe(expected)
    expect(verify(expected, { publicKey, identity: request, nowMs: request.expireTime - 1 })).toEqual({
      expireTime: request.expireTime,
    })
  })

  const java = spawnSync('java', ['-version'], { timeout: 20_000 })
  it.skipIf(java.status !== 0)(
    'verify when Java signs with a fresh key (needs a JDK on the PATH)',
    { timeout: 60_000 },
    async () => {
      const pair = await generateKeyPair()
      const text = Buffer.from(`demomrtcdefaultalice${expireTime}`).toString('base64')
      const source = fileURLToPath(new URL('./testing/GuideSign.java', import.meta.url))
      const output = execFileSync('java', [source, pair.privateKey, text], { encoding: 'utf8', timeout: 50_000 })
      expect(verify(output.trim(), { publicKey: pair.publicKey, identity: alice, nowMs })).toEqual({ expireTime })
      expect(sign({ ...alice, expireTime }, pair.privateKey)).toBe(output.trim())
    },
  )
})

describe('sign', () => {
  it('takes the key as Base64 DER, also with line breaks, as PEM of both kinds and as a key object', () => {
    const expected = sign({ ...alice, expireTime }, privateKey)
    const keyObject = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8', encoding: 'base64' })
    const forms = [
      privateKey.replace(/(.{64})/g, '$1\n'),
      keyObject.export({ type: 'pkcs8', format: 'pem' }).toString(),
      keyObject.export({ type: 'pkcs1', format: 'pem' }).toString(),
      keyObject,
    ]
    for (const form of forms) expect(sign({ ...alice, expireTime }, form)).toBe(expected)
  })

  it.each([
    ['uid', { uid: 'not ok' }],
    ['uid', { uid: '' }],
    ['uid', { uid: 'u'.repeat(limits.uidLength + 1) }],
    ['expireTime', { expireTime: Math.round(expireTime / 1000) }],
    ['expireTime', { expireTime: expireTime + 0.5 }],
    ['expireTime', { expireTime: Number.NaN }],
    ['expireTime', { expireTime: expireTimeMax + 1 }],
  ])('refuses a bad %s: %j', (field, change) => {
    const error = errorOf(() => sign({ ...alice, expireTime, ...change }, privateKey))
    expect(error).toMatchObject({ code: 'PARAMETER_INVALID', field })
  })

  it.each(['', 'hello', publicKey, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'])(
    'refuses a private key that is none: %.40s',
    (key) => {
      expect(errorOf(() => sign({ ...alice, expireTime }, key))).toMatchObject({
        code: 'PARAMETER_INVALID',
        field: 'privateKey',
      })
    },
  )

  it('refuses a key that is not RSA', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(errorOf(() => sign({ ...alice, expireTime }, ec.privateKey)).message).toContain('RSA')
  })

  it('takes 245 bytes with a key of 2048 bits and says which key takes more', () => {
    const lengths = 'demo'.length + 'mrtc'.length + 'default'.length + String(expireTime).length
    const uid = 'u'.repeat(limits.uidLength)
    const filled = (bytes: number) => ({
      ...alice,
      uid,
      bizName: 'b'.repeat(bytes - lengths - uid.length + 'demo'.length),
      expireTime,
    })
    expect(sign(filled(245), privateKey)).toHaveLength(344)
    const error = errorOf(() => sign(filled(246), privateKey))
    expect(error).toMatchObject({ code: 'PARAMETER_INVALID', field: 'privateKey' })
    expect(error.message).toContain('246 bytes')
    expect(error.message).toContain('3072 bits')
  })

  it('fits the longest names of the limits, in any script, into the largest key, and its signature into the limit', () => {
    const widest = '中'
    const bytes =
      Buffer.from(widest.repeat(limits.bizNameLength + limits.appIdLength + limits.workspaceIdLength)).length +
      limits.uidLength +
      String(expireTimeMax).length
    expect(bytes + 11).toBeLessThanOrEqual(8192 / 8)
    expect(Buffer.alloc(8192 / 8).toString('base64').length).toBeLessThanOrEqual(limits.signLength)
  })
})

describe('verify', () => {
  it('holds to the last millisecond before it expires', () => {
    const signature = sign({ ...alice, expireTime }, privateKey)
    expect(verify(signature, { publicKey, identity: alice, nowMs: expireTime - 1 })).toEqual({ expireTime })
    const error = errorOf(() => verify(signature, { publicKey, identity: alice, nowMs: expireTime }))
    expect(error).toMatchObject({ code: 'SIGNATURE_EXPIRED', data: { expireTime } })
    expect(error.message).toContain(new Date(expireTime).toISOString())
  })

  it('takes the public key as Base64 DER, PEM and key object', () => {
    const signature = sign({ ...alice, expireTime }, privateKey)
    const keyObject = readPublicKey(publicKey)
    for (const key of [keyObject, keyObject.export({ type: 'spki', format: 'pem' }).toString()]) {
      expect(verify(signature, { publicKey: key, identity: alice, nowMs })).toEqual({ expireTime })
    }
    expect(keyObject.equals(createPublicKey(readPublicKey(publicKey).export({ type: 'pkcs1', format: 'pem' })))).toBe(
      true,
    )
  })

  it.each(['bizName', 'appId', 'workspaceId', 'uid'] as const)('says that the %s is another one', (part) => {
    const error = refusal(sign({ ...alice, expireTime }, privateKey), { ...alice, [part]: 'other' })
    expect(error.code).toBe('SIGNATURE_INVALID')
    expect(error.message).toContain(`another ${part}`)
  })

  it('does not take the signature of alice1 for one of alice with a later expire time, nor the other way', () => {
    const alice1 = { ...alice, uid: 'alice1' }
    expect(refusal(sign({ ...alice1, expireTime }, privateKey)).code).toBe('SIGNATURE_INVALID')
    expect(refusal(sign({ ...alice, expireTime }, privateKey), alice1).code).toBe('SIGNATURE_INVALID')
  })

  it('never leaks what was signed', () => {
    const error = refusal(encrypted('demomrtcdefaultsecretPerson1735689600000'))
    expect(JSON.stringify(error.toWire())).not.toContain('secretPerson')
  })

  it.each([
    ['an empty one', '', 'Base64'],
    ['no Base64', 'not*base64', 'Base64'],
    ['cut off', fixture.signatures[0]?.sign.slice(0, -1) ?? '', 'Base64'],
    ['a plus turned into a space', 'ab cd==', 'encodeURIComponent'],
    ['too short for the key', 'AAAA', '3 bytes'],
    ['noise of the right length', Buffer.alloc(256, 7).toString('base64'), 'private key'],
    ['a number above the modulus', Buffer.alloc(256, 255).toString('base64'), 'private key'],
    ['an expire time in seconds', encrypted('demomrtcdefaultalice1735689600'), '13 digits'],
    ['no expire time', encrypted('demomrtcdefaultalice'), '13 digits'],
    ['letters after the uid', encrypted('demomrtcdefaultalice1735689600x00'), 'not a number'],
    ['a sign', encrypted('demomrtcdefaultalice+735689600000'), 'not a number'],
    ['a leading zero', encrypted('demomrtcdefaultalice0735689600000'), '13 digits'],
    ['20 digits', encrypted('demomrtcdefaultalice99999999999999999999'), '13 digits'],
    ['other digits', encrypted('demomrtcdefaultalice١٢٣'), 'not a number'],
    ['a line break at the end', encrypted('demomrtcdefaultalice1735689600000\n'), 'not a number'],
    ['nothing signed', encrypted(''), 'bizName'],
    ['bytes that are not UTF-8', encrypted(new Uint8Array([0xff, 0xfe])), 'bizName'],
  ])('refuses %s', (_what, signature, hint) => {
    const error = refusal(signature)
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', field: 'sign' })
    expect(error.message).toContain(hint)
  })

  describe('with the keys of another app', () => {
    let other: RsaKeyPair
    beforeAll(async () => {
      other = await generateKeyPair()
    }, 60_000)

    it('refuses', () => {
      const error = refusal(sign({ ...alice, expireTime }, other.privateKey))
      expect(error.code).toBe('SIGNATURE_INVALID')
      expect(error.message).toContain('private key')
    })

    it('has 2048 bits by default', () => {
      expect(readPublicKey(other.publicKey).asymmetricKeyDetails?.modulusLength).toBe(2048)
      expect(other.publicKey).not.toBe(publicKey)
    })
  })

  it('verifies what sign made, for any identity that fits, and nothing that differs in a byte', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    const identities = fc.record({
      bizName: name,
      appId: name,
      workspaceId: name,
      uid: fc.stringMatching(/^[A-Za-z0-9_]{1,32}$/),
    })
    fc.assert(
      fc.property(
        identities,
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 1, max: 255 }),
        (identity, at, flip) => {
          let signature: string
          try {
            signature = sign({ ...identity, expireTime }, privateKey)
          } catch (error) {
            fc.pre(!(error instanceof MrtcError && error.field === 'privateKey'))
            throw error
          }
          expect(verify(signature, { publicKey, identity, nowMs })).toEqual({ expireTime })
          const bytes = Buffer.from(signature, 'base64')
          bytes[at] = (bytes[at] ?? 0) ^ flip
          expect(() => verify(bytes.toString('base64'), { publicKey, identity, nowMs })).toThrow(MrtcError)
        },
      ),
      { numRuns: 50 },
    )
  })
})
