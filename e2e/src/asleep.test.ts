import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { BrowserCaller } from './support/browser-caller.ts'
import { Stage, seesAndHears } from './support/stage.ts'
import { waitFor } from './support/wait.ts'

/** On a busy machine a browser that was stopped has much to catch up with. */
const backWithinMs = 30_000

async function talks(stage: Stage) {
  const { caller: alice, room } = await stage.joined('alice')
  const { caller: bob, laptop } = await stage.joinedOnLaptop('bob', room)
  await seesAndHears(alice, 'bob')
  await seesAndHears(bob, 'alice')
  return { alice, bob, laptop, room }
}

/** Both write while bob is away; then both texts are there once and in order, and pictures move again. */
async function survives({ alice, bob }: { alice: BrowserCaller; bob: BrowserCaller }, away: () => Promise<void>) {
  const feeds = await alice.feeds()
  const [before, bobBefore] = [await alice.texts(), await bob.texts()]
  const absence = away()
  const sent = [1, 2, 3].map((number) => alice.sendText(`to bob ${number}`))
  await absence
  await bob.sendText('I am back')
  await Promise.all(sent)
  await waitFor(async () => (await bob.texts()).length === bobBefore.length + 3, {
    what: 'what alice wrote',
    timeoutMs: backWithinMs,
  })
  await waitFor(async () => (await alice.texts()).length === before.length + 1, { what: 'what bob wrote' })
  for (const person of [alice, bob]) {
    await person.takeLongestStills()
    await waitFor(() => isMoving(person), { what: 'pictures to move', timeoutMs: backWithinMs })
    expect((await person.participants()).sort()).toEqual(['alice', 'bob'])
    expect((await person.connection()).state).toBe('open')
    expect(await person.roomClosed()).toBeNull()
  }
  expect((await bob.texts()).slice(bobBefore.length).map(({ text }) => text)).toEqual([
    'to bob 1',
    'to bob 2',
    'to bob 3',
  ])
  // Nobody went and came again: a feed would have another id.
  expect(await alice.feeds()).toEqual(feeds)
}

async function isMoving(person: BrowserCaller): Promise<boolean> {
  const before = await person.samples()
  await delay(1_000)
  const after = await person.samples()
  return after.every(({ feedId, video }) => {
    const earlier = before.find((sample) => sample.feedId === feedId)?.video?.framesDecoded ?? 0
    return (video?.framesDecoded ?? 0) > earlier
  })
}

describe('a laptop that sleeps', { timeout: 180_000 }, () => {
  // Longer than clients and server take to call a connection dead; a short one is a tab that is frozen, below.
  it('for 20 seconds is in its call again: nobody left, each text arrives once and in order', async () => {
    await using stage = await Stage.open({ media: { workerCount: 1 } })
    const call = await talks(stage)
    await survives(call, () => call.laptop.sleep(20_000))
  })

  it('for longer than its session lives is told so, leaves no ghost, and can join again', async () => {
    await using stage = await Stage.open({
      media: { workerCount: 1 },
      signaling: { sessionTtlMs: 2_000, heartbeatMs: 500 },
    })
    const { alice, bob, laptop, room } = await talks(stage)
    const asleep = laptop.sleep(7_000)
    await waitFor(async () => (await alice.participants()).length === 1, { what: 'bob to be gone' })
    await asleep
    await waitFor(async () => (await bob.connection()).state === 'closed', {
      what: 'bob to be told',
      timeoutMs: backWithinMs,
    })
    expect(await bob.connection()).toEqual({ state: 'closed', code: 'SESSION_NOT_FOUND' })
    expect(await bob.roomClosed()).toBe('sessionLost')
    await bob.join({ url: stage.platform.wsUrl, identity: await stage.platform.identity('bob'), room })
    await waitFor(async () => (await alice.participants()).length === 2, { what: 'bob to be back' })
  })
})

describe('a tab that is frozen in the background', { timeout: 120_000 }, () => {
  it('is in its call again when it is thawed', async () => {
    await using stage = await Stage.open({ media: { workerCount: 1 } })
    const call = await talks(stage)
    await survives(call, async () => {
      await call.bob.freeze()
      await delay(3_000)
      await call.bob.thaw()
    })
  })
})
