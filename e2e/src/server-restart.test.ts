import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { BrowserCaller } from './support/browser-caller.ts'
import { ServerProgram } from './support/server-program.ts'
import { Stage, seesAndHears } from './support/stage.ts'
import { waitFor } from './support/wait.ts'

/** How long the server is away. */
const awayMs = 3_000

describe('a server that goes away', { timeout: 120_000 }, () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'has its calls back after %s and a restart, with the same feeds',
    async (signal) => {
      await using server = await ServerProgram.start()
      await using stage = await Stage.open({ platform: server.platform })
      const { caller: alice, room } = await stage.joined('alice')
      const { caller: bob } = await stage.joined('bob', room)
      await seesAndHears(alice, 'bob')
      await seesAndHears(bob, 'alice')
      const feeds = await alice.feeds()

      await server.end(signal)
      for (const person of [alice, bob]) {
        await waitFor(async () => (await person.connection()).state === 'resuming', { what: 'the loss to be noticed' })
      }
      await delay(awayMs)
      // Kept for when the server is back.
      const greeting = alice.sendText('are you still there?')
      await server.start()
      const startedAt = Date.now()
      for (const person of [alice, bob]) {
        await waitFor(async () => (await person.connection()).state === 'open', { what: 'the session to go on' })
        await person.takeLongestStills()
      }
      await waitFor(() => isMoving([alice, bob]), { what: 'pictures to move' })
      console.log(`after ${signal}: pictures moved ${Date.now() - startedAt} ms after the server listened`)
      await greeting
      await waitFor(async () => (await bob.texts()).length === 1, { what: 'the text to arrive' })
      expect(await alice.feeds()).toEqual(feeds)
      for (const person of [alice, bob]) {
        expect((await person.participants()).sort()).toEqual(['alice', 'bob'])
        expect(await person.roomClosed()).toBeNull()
      }
      await bob.leave()
      await waitFor(async () => (await alice.participants()).length === 1, { what: 'bob to be gone' })
    },
  )

  it('and stays away leaves its clients, when their time is over, in a state that says why', async () => {
    await using stage = await Stage.open({ signaling: { sessionTtlMs: 3_000 } })
    const { caller: alice, room } = await stage.joined('alice')
    const { caller: bob } = await stage.joined('bob', room)
    await seesAndHears(alice, 'bob')
    await stage.platform[Symbol.asyncDispose]()
    for (const person of [alice, bob]) expect((await person.connection()).state).toBe('resuming')
    for (const person of [alice, bob]) {
      await waitFor(async () => (await person.connection()).state === 'closed', { what: 'the connection to be over' })
      expect(await person.connection()).toEqual({ state: 'closed', code: 'SERVER_SHUTTING_DOWN' })
      expect(await person.roomClosed()).toBe('sessionLost')
    }
  })
})

async function isMoving(people: readonly BrowserCaller[]): Promise<boolean> {
  const decoded = () =>
    Promise.all(people.map(async (person) => (await person.samples())[0]?.video?.framesDecoded ?? 0))
  const before = await decoded()
  await delay(500)
  const after = await decoded()
  return after.every((frames, index) => frames > (before[index] ?? 0) && frames > 0)
}
