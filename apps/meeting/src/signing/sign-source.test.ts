import { describe, expect, it } from 'vitest'
import { createSignSource } from './sign-source.ts'

const identity = { bizName: 'demo', appId: 'call', workspaceId: 'default', uid: 'u1', sign: 'c2ln', expireTime: 1_000 }
const answering = (response: () => Response | Promise<Response>) => createSignSource('u1', async () => response())

describe('the sign source', () => {
  it('returns the identity that the business server signed', async () => {
    await expect(answering(() => Response.json(identity))()).resolves.toEqual(identity)
  })

  it.each([
    ['a server that is not there', () => Promise.reject(new TypeError('fetch failed')), 'serverUnreachable'],
    ['a proxy without its server', () => new Response('', { status: 502 }), 'serverUnreachable'],
    ['a server without the demo part', () => new Response('', { status: 404 }), 'signUnavailable'],
    ['too many questions', () => new Response('', { status: 429 }), 'tooFast'],
    ['a server that fails', () => new Response('', { status: 500 }), 'serverFailed'],
    ['a refusal', () => new Response('', { status: 403 }), 'signRefused'],
    ['an answer that is no JSON', () => new Response('<html>'), 'signUnavailable'],
    ['an incomplete answer', () => Response.json({ uid: 'u1' }), 'signUnavailable'],
  ])('names the problem of %s', async (_, response, key) => {
    await expect(answering(response)()).rejects.toMatchObject({ problem: { key } })
  })

  it('lets the caller give up', async () => {
    const controller = new AbortController()
    controller.abort(new Error('enough'))
    await expect(answering(() => Promise.reject(new TypeError('aborted')))(controller.signal)).rejects.toThrow('enough')
  })
})
