import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserCaller } from './support/browser-caller.ts'
import { Stage, seesAndHears } from './support/stage.ts'
import { waitFor } from './support/wait.ts'

const direct = { direct: true } as const

/** Waits until both say that media comes this way. */
async function goes(route: string, ...callers: BrowserCaller[]): Promise<void> {
  await waitFor(
    async () => {
      const said = await Promise.all(callers.map((caller) => caller.route()))
      return said.every(({ own, inRoom }) => own === route && Object.values(inRoom).every((one) => one === route))
    },
    { what: `media to go over ${route}` },
  )
}

/** Pictures and sound that arrive from now on. */
async function getsMore(watcher: BrowserCaller, uid: string): Promise<void> {
  const sampleOf = async () => (await watcher.samples()).find((sample) => sample.uid === uid)
  let last = { frames: Number.POSITIVE_INFINITY, energy: Number.POSITIVE_INFINITY }
  await waitFor(
    async () => {
      const sample = await sampleOf()
      const now = { frames: sample?.video?.framesDecoded ?? 0, energy: sample?.audio?.energy ?? 0 }
      const isMore = now.frames > last.frames && now.energy > last.energy
      last = now
      return isMore
    },
    { what: `more pictures and sound of ${uid}` },
  )
}

async function sentInASecond(caller: BrowserCaller): Promise<number> {
  const before = await caller.sentToServer()
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  return (await caller.sentToServer()) - before
}

describe('a direct call of two pages', { timeout: 120_000 }, () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await Stage.open()
  }, 90_000)
  afterAll(() => stage[Symbol.asyncDispose]())

  it('carries picture and sound past the server, and goes over it as soon as a third one joins', async () => {
    const { caller: alice, room } = await stage.joined('alice', undefined, direct)
    const { caller: bob } = await stage.joined('bob', room, direct)
    await seesAndHears(alice, 'bob')
    await seesAndHears(bob, 'alice')

    await goes('direct', alice, bob)
    await Promise.all([getsMore(alice, 'bob'), getsMore(bob, 'alice')])
    await waitFor(async () => (await sentInASecond(alice)) === 0, { what: 'nothing to go to the server' })

    const { caller: carol } = await stage.joined('carol', room, direct)
    await goes('server', alice, bob, carol)
    await Promise.all([seesAndHears(carol, 'alice'), seesAndHears(carol, 'bob')])
    await Promise.all([getsMore(alice, 'bob'), getsMore(bob, 'alice')])

    await carol.leave()
    await goes('direct', alice, bob)
    await Promise.all([alice.close(), bob.close(), carol.close()])
  })

  it('shows muting as over the server, and goes on when the direct connection dies', async () => {
    const { caller: alice, room } = await stage.joined('alice2', undefined, direct)
    const { caller: bob } = await stage.joined('bob2', room, direct)
    await goes('direct', alice, bob)

    const frames = async () => (await alice.samples())[0]?.video?.framesDecoded ?? 0
    await bob.setMuted('video', true)
    let before = -1
    await waitFor(
      async () => {
        const now = await frames()
        const isStill = now === before
        before = now
        return isStill
      },
      { what: 'the picture to stand still' },
    )
    await bob.setMuted('video', false)
    await getsMore(alice, 'bob2')

    await bob.closeDirect()
    await goes('server', alice, bob)
    await Promise.all([getsMore(alice, 'bob2'), getsMore(bob, 'alice2')])
    await Promise.all([alice.close(), bob.close()])
  })

  it('stays with the server when one of the two did not ask for it, or where there is no direct way', async () => {
    const { caller: alice, room } = await stage.joined('alice3', undefined, direct)
    const { caller: bob } = await stage.joined('bob3', room)
    await seesAndHears(alice, 'bob3')
    expect((await alice.route()).own).toBe('server')
    await Promise.all([alice.close(), bob.close()])
  })
})
