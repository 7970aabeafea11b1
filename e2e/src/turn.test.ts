import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Coturn, startCoturn } from './support/coturn.ts'
import { Stage, seesAndHears } from './support/stage.ts'
import { waitFor } from './support/wait.ts'

const nonEmpty = <T>(list: readonly T[]) => (list.length > 0 ? list : null)

const relayed = { iceTransportPolicy: 'relay' } as const

describe('calls over TURN servers alone', { timeout: 120_000 }, () => {
  let stack: AsyncDisposableStack
  let coturn: Coturn
  let stage: Stage
  beforeAll(async () => {
    stack = new AsyncDisposableStack()
    coturn = stack.use(await startCoturn())
    stage = stack.use(await Stage.open({ turn: { urls: [coturn.url], secret: coturn.secret } }))
  }, 90_000)
  afterAll(() => stack.disposeAsync())

  it('go to the server with the credentials that the platform gives', async () => {
    const { caller: alice, room } = await stage.joined('alice', undefined, relayed)
    const { caller: bob } = await stage.joined('bob', room, relayed)
    await Promise.all([seesAndHears(alice, 'bob'), seesAndHears(bob, 'alice')])
    for (const caller of [alice, bob]) expect(new Set(await caller.candidateTypes())).toEqual(new Set(['relay']))
    expect((await alice.route()).own).toBe('server')
    await Promise.all([alice.close(), bob.close()])
  })

  it('go from page to page over the relay', async () => {
    const options = { ...relayed, direct: true }
    const { caller: alice, room } = await stage.joined('alice2', undefined, options)
    const { caller: bob } = await stage.joined('bob2', room, options)
    await Promise.all([seesAndHears(alice, 'bob2'), seesAndHears(bob, 'alice2')])
    for (const caller of [alice, bob]) {
      await waitFor(async () => (await caller.route()).own === 'relay', { what: 'media to come by the relay' })
      // The connection to the server that stands by may have no pair yet.
      const types = await waitFor(async () => nonEmpty(await caller.candidateTypes()), { what: 'a path' })
      expect(new Set(types)).toEqual(new Set(['relay']))
    }
    await Promise.all([alice.close(), bob.close()])
  })

  it('fail with what the TURN server says against them', async () => {
    const wrong = [{ urls: coturn.url, username: '9999999999:alice3', credential: 'wrong' }]
    await expect(stage.joined('alice3', undefined, { ...relayed, iceServers: wrong })).rejects.toThrow(
      'The TURN server refuses the credentials',
    )
    const away = [{ urls: 'turn:127.0.0.1:9?transport=udp', username: 'u', credential: 'c' }]
    await expect(stage.joined('bob3', undefined, { ...relayed, iceServers: away })).rejects.toThrow(
      'No TURN server answers',
    )
  })

  it('are refused with the name of what is wrong in an address', async () => {
    const strange = [{ urls: 'turn://x', username: 'u', credential: 'c' }]
    await expect(stage.joined('carol3', undefined, { iceServers: strange })).rejects.toThrow(
      'iceServers.0.urls.0 must be like turn:host:3478',
    )
  })
})
