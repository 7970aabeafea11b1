import { describe, expect, it } from 'vitest'
import { turnConfigSchema } from './config.ts'
import { turnServers } from './turn-servers.ts'

const urls = ['turn:turn.example.org:3478?transport=udp']

describe('TURN servers', () => {
  it('are told with a user name that says until when it holds, and its HMAC', () => {
    const config = turnConfigSchema.parse({ urls, secret: 'a-secret-of-length', ttlMs: 60_000 })
    const [server] = turnServers(config).forUser('alice', 1_700_000_000_000)
    expect(server).toEqual({
      urls,
      username: '1700000060:alice',
      // printf '1700000060:alice' | openssl dgst -sha1 -hmac a-secret-of-length -binary | base64
      credential: 'SPNlewGXJYx2eO2TeNZCwTz56MM=',
    })
  })

  it('are none unless some are named', () => {
    expect(turnServers(turnConfigSchema.parse({})).forUser('alice')).toEqual([])
  })

  it('need a secret, and addresses of TURN', () => {
    expect(turnConfigSchema.safeParse({ urls }).error?.issues[0]?.path).toEqual(['secret'])
    const web = turnConfigSchema.safeParse({ urls: ['https://turn.example.org'], secret: 'a-secret-of-length' })
    expect(web.error?.issues[0]?.message).toBe('must be like turn:host:3478?transport=udp')
  })
})
