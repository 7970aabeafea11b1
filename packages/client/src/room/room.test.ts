import { limits, MrtcError } from '@mrtc/protocol'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { callWorld } from '../testing/call-world.ts'

describe('a room', () => {
  it('begins as the server described it', async () => {
    const { room } = await callWorld()
    expect(room).toMatchObject({ roomId: 'room-1', rtoken: 'let-me-in', localUid: 'alice', creatorUid: 'alice' })
    expect([...room.participants.keys()]).toEqual(['alice'])
    expect(room.closed).toBe(false)
  })

  it('tells who comes and goes and what they publish, with its state already changed', async () => {
    const { room, model, clock, heard } = await callWorld()
    const present: number[] = []
    room.on('participantJoined', () => present.push(room.participants.size))
    model.joins('bob')
    const feedId = model.publishes('bob')
    model.mutes(feedId, 'audio', true)
    await clock.advance(50)
    expect(present).toEqual([2])
    expect(room.feeds.get(feedId)?.tracks[0]).toMatchObject({ kind: 'audio', muted: true })
    model.leaves('bob')
    await clock.advance(50)
    expect(heard).toEqual([
      'participantJoined bob',
      `feedPublished ${feedId}`,
      `feedChanged ${feedId}`,
      `feedUnpublished ${feedId}`,
      'participantLeft bob',
    ])
    expect(room.feeds.size).toBe(0)
  })

  it('catches up after the server dropped events', async () => {
    const { room, model, server, clock, heard } = await callWorld()
    model.joins('bob')
    await clock.advance(50)
    server.network.reachable = false
    server.network.cut()
    model.joins('carol')
    const feedId = model.publishes('carol')
    model.leaves('bob')
    server.session.dropEvents()
    model.joins('dave')
    server.network.reachable = true
    await clock.advance(10_000)
    expect([...room.participants.keys()]).toEqual(['alice', 'carol', 'dave'])
    expect(heard).toEqual([
      'participantJoined bob',
      'participantLeft bob',
      'participantJoined carol',
      'participantJoined dave',
      `feedPublished ${feedId}`,
    ])
  })

  it('asks for the state again until it gets it', async () => {
    const { room, model, server, clock, heard } = await callWorld()
    model.failures.set('room.sync', new MrtcError('RATE_LIMITED'))
    server.session.event('room.participantJoined', {
      version: 99,
      participant: { uid: 'bob', userType: 0, joinedAt: 2, connected: true },
    })
    await clock.advance(100)
    model.joins('carol')
    await clock.advance(2_000)
    expect(heard).toEqual(['participantJoined carol'])
    expect([...room.participants.keys()]).toEqual(['alice', 'carol'])
  })

  it('is over when it turns out that the server has put us out', async () => {
    const { model, server, clock, heard } = await callWorld()
    model.members.clear()
    server.session.event('feed.unpublished', { version: 99, feedId: 'x', uid: 'x', reason: 'unpublished' })
    await clock.advance(100)
    expect(heard).toEqual(['closed lost'])
  })

  it('tells why the server closed it', async () => {
    const { room, session, clock, heard, after } = await callWorld()
    await after(room.kick('alice'))
    await clock.advance(50)
    expect(heard).toEqual(['closed kicked'])
    expect(room.closed).toBe(true)
    expect(session.state.state).toBe('open')
    await expect(room.sendText('hi')).rejects.toMatchObject({ code: 'NOT_IN_ROOM' })
    await expect(room.subscribe('f')).rejects.toMatchObject({ code: 'NOT_IN_ROOM' })
    await expect(room.publish({})).rejects.toMatchObject({ code: 'NOT_IN_ROOM' })
    await expect(room.kick('bob')).rejects.toMatchObject({ code: 'NOT_IN_ROOM' })
  })

  it('is over with the session', async () => {
    const { server, clock, heard } = await callWorld()
    server.session.bye('SESSION_TAKEN_OVER')
    await clock.advance(50)
    expect(heard).toEqual(['closed sessionLost'])
  })

  it('is left once, at once, and hears nothing after', async () => {
    const { room, model, clock, heard, after } = await callWorld()
    const leaving = room.leave()
    expect(room.closed).toBe(true)
    await after(Promise.all([leaving, room.leave()]))
    await room.leave()
    model.joins('bob')
    await clock.advance(50)
    expect(heard).toEqual(['closed left'])
    expect(model.members.size).toBe(0)
  })

  it('is left also while the server is away, which hears of it later', async () => {
    const { room, model, server, clock } = await callWorld()
    server.network.reachable = false
    server.network.cut()
    const leaving = room.leave()
    await clock.advance(limits.requestTimeoutMs)
    await leaving
    expect(model.members.size).toBe(1)
    server.network.reachable = true
    await clock.advance(10_000)
    expect(model.members.size).toBe(0)
  })
})

const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('joins' as const), who: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('leaves' as const), who: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('publishes' as const), who: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('cut' as const), who: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('drop' as const), who: fc.constant(0) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('wait' as const), who: fc.integer({ min: 1, max: 30 }) }) },
)

describe('over any series of cuts and dropped events', () => {
  it('a room ends as the server has it, and its events lead there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
        const { room, model, server, clock } = await callWorld()
        const people = new Set(['alice'])
        const feeds = new Set<string>()
        room.on('participantJoined', ({ uid }) => people.add(uid))
        room.on('participantLeft', ({ uid }) => people.delete(uid))
        room.on('feedPublished', ({ feedId }) => feeds.add(feedId))
        room.on('feedUnpublished', ({ feedId }) => feeds.delete(feedId))
        for (const { what, who } of happenings) {
          const uid = `user${who}`
          const present = model.snapshot.participants.some((participant) => participant.uid === uid)
          if (what === 'joins' && !present) model.joins(uid)
          if (what === 'leaves' && present) model.leaves(uid)
          if (what === 'publishes' && present) model.publishes(uid)
          if (what === 'cut') server.network.cut()
          if (what === 'drop') {
            // A server drops what waits only for clients that are away.
            server.network.cut()
            server.session.dropEvents()
          }
          if (what === 'wait') await clock.advance(who)
        }
        await clock.advance(30_000)
        const { participants, feeds: published } = model.snapshot
        expect(new Map(room.participants)).toEqual(new Map(participants.map((one) => [one.uid, one])))
        expect(new Map(room.feeds)).toEqual(new Map(published.map((one) => [one.feedId, one])))
        expect(people).toEqual(new Set(room.participants.keys()))
        expect(feeds).toEqual(new Set(room.feeds.keys()))
      }),
      { numRuns: 100, seed: 11 },
    )
  })
})

describe('texts', () => {
  it('go to everyone else or to some', async () => {
    const { room, model, clock, after } = await callWorld()
    model.joins('bob')
    model.joins('carol')
    await clock.advance(50)
    expect(await after(room.sendText('hi'))).toMatchObject({ recipients: ['bob', 'carol'] })
    expect(await after(room.sendText('psst', { to: ['carol'] }))).toMatchObject({ recipients: ['carol'] })
  })

  it('are told once however often they come, and acknowledged each time', async () => {
    const { server, model, clock, heard } = await callWorld()
    const text = { messageId: 't1', from: 'bob', text: 'hi', sentAt: 1 }
    server.session.event('text.received', text)
    server.session.event('text.received', text)
    await clock.advance(500)
    expect(heard).toEqual(['textReceived t1'])
    expect(model.acknowledged).toEqual(['t1', 't1'])
  })

  it('are acknowledged in a few messages when they come in a burst', async () => {
    const { server, model, clock } = await callWorld()
    const ids = Array.from({ length: 600 }, (_, index) => `t${index}`)
    const before = server.session.requests.length
    for (const messageId of ids)
      server.session.event('text.received', { messageId, from: 'bob', text: 'hi', sentAt: 1 })
    await clock.advance(1_000)
    expect(model.acknowledged).toEqual(ids)
    expect(server.session.requests.length - before).toBeLessThanOrEqual(4)
  })

  it('are acknowledged later when the server had enough requests', async () => {
    const { server, model, clock } = await callWorld()
    model.failures.set('message.acknowledge', new MrtcError('RATE_LIMITED'))
    server.session.event('text.received', { messageId: 't1', from: 'bob', text: 'hi', sentAt: 1 })
    await clock.advance(500)
    expect(model.acknowledged).toEqual(['t1'])
  })

  it('tell who got them', async () => {
    const { server, room, clock } = await callWorld()
    const delivered = vi.fn()
    room.on('textDelivered', delivered)
    server.session.event('message.delivered', { kind: 'text', messageIds: ['t1'], uid: 'bob' })
    await clock.advance(50)
    expect(delivered).toHaveBeenCalledExactlyOnceWith({ messageId: 't1', uid: 'bob' })
  })
})

describe('commands', () => {
  it('are told with their payload, once, and acknowledged', async () => {
    const { server, model, room, clock } = await callWorld()
    const heard = vi.fn()
    room.on('commandReceived', heard)
    const command = { messageId: 'c1', from: 'bob', name: 'light', payload: '{"on":true}', sentAt: 1 }
    server.session.event('command.received', command)
    server.session.event('command.received', command)
    await clock.advance(500)
    expect(heard).toHaveBeenCalledExactlyOnceWith({ ...command, payload: { on: true } })
    expect(model.acknowledged).toEqual(['c1', 'c1'])
  })

  it('tell what became of them for each receiver', async () => {
    const { server, model, room, clock } = await callWorld()
    for (const uid of ['bob', 'carol', 'dave']) model.joins(uid)
    await clock.advance(50)
    const outcomes = room.sendCommand('light', { on: true }, { timeoutMs: 5_000 })
    await clock.advance(50)
    const messageId = 'command-1'
    server.session.event('message.delivered', { kind: 'command', messageIds: [messageId], uid: 'carol' })
    server.session.event('message.delivered', { kind: 'command', messageIds: [messageId], uid: 'carol' })
    model.leaves('dave')
    await clock.advance(6_000)
    expect(await outcomes).toEqual([
      { uid: 'bob', outcome: 'failed', why: 'timeout' },
      { uid: 'carol', outcome: 'delivered' },
      { uid: 'dave', outcome: 'failed', why: 'left' },
    ])
  })

  it('are over for nobody at once, and for all when we leave', async () => {
    const { model, room, clock, after } = await callWorld()
    expect(await after(room.sendCommand('light', null))).toEqual([])
    model.joins('bob')
    await clock.advance(50)
    const outcomes = room.sendCommand('light', null)
    await clock.advance(50)
    await after(room.leave())
    expect(await outcomes).toEqual([{ uid: 'bob', outcome: 'failed', why: 'roomClosed' }])
  })

  it.each([
    ['what refers to itself', circular(), 'payload'],
    ['a function', () => {}, 'payload'],
    ['too much', 'x'.repeat(20_000), 'payload'],
  ])('do not carry %s', async (_, payload, field) => {
    const { room } = await callWorld()
    await expect(room.sendCommand('light', payload)).rejects.toMatchObject({ code: 'PARAMETER_INVALID', field })
  })

  it('have a time-out that is one', async () => {
    const { room } = await callWorld()
    const refused = room.sendCommand('light', 1, { timeoutMs: Number.NaN })
    await expect(refused).rejects.toMatchObject({ code: 'PARAMETER_INVALID', field: 'timeoutMs' })
  })
})

function circular(): object {
  const self: { self?: object } = {}
  self.self = self
  return self
}
