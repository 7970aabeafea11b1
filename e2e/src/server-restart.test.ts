import { describe, expect, it } from 'vitest'
import { Stage, seesAndHears } from './support/stage.ts'
import { waitFor } from './support/wait.ts'

describe('a server that goes away', { timeout: 90_000 }, () => {
  it('tells its clients that it is shutting down, and leaves them in a state that says so', async () => {
    await using stage = await Stage.open()
    const { caller: alice, room } = await stage.joined('alice')
    const { caller: bob } = await stage.joined('bob', room)
    await seesAndHears(alice, 'bob')
    await stage.platform.server.close()
    for (const person of [alice, bob]) {
      await waitFor(async () => (await person.connection()).state === 'closed', { what: 'the connection to be over' })
      expect(await person.connection()).toEqual({ state: 'closed', code: 'SERVER_SHUTTING_DOWN' })
      expect(await person.roomClosed()).toBe('sessionLost')
    }
  })
})
