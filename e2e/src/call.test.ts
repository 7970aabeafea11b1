import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { joinBot } from './support/bot-caller.ts'
import { Stage, seesAndHears } from './support/stage.ts'
import { waitFor } from './support/wait.ts'

describe('a call', { timeout: 90_000 }, () => {
  let stage: Stage
  beforeAll(async () => {
    // A person whose window closes without a word is gone after this, instead of the minute that a real one has.
    stage = await Stage.open({ signaling: { sessionTtlMs: 8_000 } })
  }, 90_000)
  afterAll(() => stage[Symbol.asyncDispose]())

  it('lets two browsers and a bot see, hear and write to each other, until the last one leaves', async () => {
    const { caller: alice, room } = await stage.joined('alice')
    const { caller: bob } = await stage.joined('bob', room)
    const bot = await joinBot({ url: stage.platform.wsUrl, identity: await stage.platform.identity('bot'), room })

    for (const uid of ['bob', 'bot']) await seesAndHears(alice, uid)
    for (const uid of ['alice', 'bot']) await seesAndHears(bob, uid)
    for (const uid of ['alice', 'bob']) await seesAndHears(bot, uid)

    // Simulcast begins with a small layer and rises to the full one.
    await waitFor(async () => (await alice.samples()).every((sample) => sample.video?.width === 640), {
      what: 'full resolution',
    })

    const sent = await alice.sendText('hello all')
    expect(sent.recipients.sort()).toEqual(['bob', 'bot'])
    await waitFor(() => bot.texts().some((text) => text.from === 'alice' && text.text === 'hello all'), {
      what: 'the text to reach the bot',
    })
    await waitFor(async () => (await alice.delivered()).length === 2, { what: 'both receivers to acknowledge' })
    await bot.sendText('for alice only', ['alice'])
    await waitFor(async () => (await alice.texts()).length === 1, { what: 'the text to reach alice' })
    expect(await alice.texts()).toEqual([{ from: 'bot', text: 'for alice only' }])
    expect(await bob.texts()).toEqual([{ from: 'alice', text: 'hello all' }])

    await bob.leave()
    await waitFor(async () => (await alice.participants()).length === 2, { what: 'bob to be gone' })
    expect((await alice.feeds()).map((feed) => feed.uid).sort()).toEqual(['alice', 'bot'])

    await bot.close()
    await alice.close()
    const { caller: late } = await stage.joined('late')
    await expect(
      late.join({ url: stage.platform.wsUrl, identity: await stage.platform.identity('later'), room }),
    ).rejects.toThrow('The room has ended')
    await late.close()
  })

  it('carries four people, each of whom sees and hears the three others, also one who comes late', async () => {
    const first = await stage.joined('p1')
    const people = [first.caller]
    for (const uid of ['p2', 'p3']) people.push((await stage.joined(uid, first.room)).caller)
    for (const [watcher, uid] of [
      [0, 'p2'],
      [1, 'p3'],
      [2, 'p1'],
    ] as const) {
      await seesAndHears(people[watcher] ?? first.caller, uid)
    }
    people.push((await stage.joined('p4', first.room)).caller)
    for (const [index, watcher] of people.entries()) {
      for (const other of [1, 2, 3, 4].filter((n) => n !== index + 1)) await seesAndHears(watcher, `p${other}`)
    }
    await Promise.all(people.map((person) => person.close()))
  })

  it('shows others that a camera is off, and that a window was closed', async () => {
    const { caller: alice, room } = await stage.joined('alice2')
    const { caller: bob } = await stage.joined('bob2', room)
    await seesAndHears(alice, 'bob2')

    await bob.setMuted('video', true)
    const frames = async () =>
      (await alice.samples()).find((sample) => sample.uid === 'bob2')?.video?.framesDecoded ?? 0
    let before = -1
    await waitFor(
      async () => {
        const now = await frames()
        const still = now === before
        before = now
        return still
      },
      { what: 'the picture to stand still' },
    )
    await bob.setMuted('video', false)
    await waitFor(async () => (await frames()) > before, { what: 'the picture to move again' })

    await bob.vanish()
    await waitFor(async () => (await alice.samples()).length === 0, { what: 'the feed of the closed window to end' })
    await alice.close()
  })

  it('tells who was removed by the creator, and lets nobody else remove', async () => {
    const { caller: alice, room } = await stage.joined('alice3')
    const { caller: bob } = await stage.joined('bob3', room)
    await expect(bob.kick('alice3')).rejects.toThrow('Only the creator of the room may do this')
    await alice.kick('bob3')
    await waitFor(async () => (await bob.roomClosed()) === 'kicked', { what: 'bob to be told' })
    await waitFor(async () => (await alice.participants()).length === 1, { what: 'bob to be gone' })
    await alice.close()
  })
})
