import { limits, MrtcError } from '@mrtc/protocol'
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
    await clock.advance(50)
    expect(heard).toEqual(['textReceived t1'])
    expect(model.acknowledged).toEqual(['t1', 't1'])
  })

  it('tell who got them', async () => {
    const { server, room, clock } = await callWorld()
    const delivered = vi.fn()
    room.on('textDelivered', delivered)
    server.session.event('text.delivered', { messageId: 't1', uid: 'bob' })
    await clock.advance(50)
    expect(delivered).toHaveBeenCalledExactlyOnceWith({ messageId: 't1', uid: 'bob' })
  })
})
