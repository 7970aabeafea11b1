import { MrtcError } from '@mrtc/protocol'
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack'
import { describe, expect, it, vi } from 'vitest'
import type { ConnectionState } from '../connection-state.ts'
import { type CallWorld, type CallWorldOptions, callWorld } from '../testing/call-world.ts'

const audio = () => new FakeMediaStreamTrack({ kind: 'audio' }) as unknown as MediaStreamTrack

/** A call with bob in it: alice publishes and watches him. */
async function inACall(options: CallWorldOptions = {}) {
  const world = await callWorld(options)
  world.model.joins('bob')
  const bobsFeedId = world.model.publishes('bob')
  await world.clock.advance(50)
  const publication = await world.after(world.room.publish({ audio: audio() }))
  const subscription = await world.after(world.room.subscribe(bobsFeedId))
  const states: ConnectionState[] = []
  world.session.on('stateChanged', (state) => states.push(state))
  const closed = vi.fn()
  world.room.on('closed', closed)
  return { ...world, bobsFeedId, publication, subscription, states, closed }
}

function restart({ server, model }: CallWorld): void {
  model.restarts()
  server.restarts()
}

const namesOf = (states: readonly ConnectionState[]) => [...new Set(states.map(({ state }) => state))]

describe('a server that was restarted', () => {
  it('has its clients back in their rooms, with the same feeds and subscriptions', async () => {
    const world = await inACall()
    const { room, session, clock, publication, subscription, states, closed, device } = world
    const before = { feedId: publication.feedId, subscriptionId: subscription.subscriptionId, ...session.state }
    restart(world)
    await clock.advance(3_000)
    expect(namesOf(states)).toEqual(['resuming', 'open'])
    expect(states).toContainEqual(expect.objectContaining({ state: 'resuming', cause: 'serverRestarted' }))
    expect(session.state).not.toMatchObject({ sessionId: 'session-0' })
    expect(closed).not.toHaveBeenCalled()
    expect(publication.feedId).toBe(before.feedId)
    expect(subscription.subscriptionId).toBe(before.subscriptionId)
    expect(world.model.subscriptions.get(before.subscriptionId)?.started).toBe(true)
    expect(device.connections).toHaveLength(4)
    expect(world.server.session.requests.map(({ name }) => name).slice(0, 3)).toEqual([
      'room.join',
      'transport.create',
      'transport.create',
    ])
    await world.after(room.sendText('still here'))
  })

  it('has them back also when nobody signs for them at first, as the one who does was restarted too', async () => {
    const away = { signer: false }
    const signs = () => {
      if (away.signer) throw new MrtcError('SIGNATURE_INVALID', 'The application could not give a signature.')
    }
    const world = await inACall({ signs })
    away.signer = true
    restart(world)
    await world.clock.advance(10_000)
    expect(world.session.state.state).toBe('resuming')
    away.signer = false
    await world.clock.advance(10_000)
    expect(world.session.state.state).toBe('open')
    expect(world.closed).not.toHaveBeenCalled()
  })

  it('that comes back late finds them trying', async () => {
    const world = await inACall()
    world.server.network.reachable = false
    restart(world)
    await world.clock.advance(40_000)
    expect(world.session.state.state).toBe('resuming')
    world.server.network.reachable = true
    await world.clock.advance(10_000)
    expect(world.session.state.state).toBe('open')
    expect(world.room.closed).toBe(false)
  })

  it('that does not come back ends the session with the reason, when its time is over', async () => {
    for (const goodbye of [true, false]) {
      const world = await inACall()
      world.server.network.reachable = false
      if (goodbye) world.server.session.bye('SERVER_SHUTTING_DOWN')
      await world.clock.advance(50)
      restart(world)
      await world.clock.advance(55_000)
      expect(world.session.state.state).toBe('resuming')
      await world.clock.advance(20_000)
      const code = goodbye ? 'SERVER_SHUTTING_DOWN' : 'SESSION_NOT_FOUND'
      expect(world.session.state).toMatchObject({ state: 'closed', error: { code } })
      expect(world.closed).toHaveBeenCalledExactlyOnceWith('sessionLost')
      expect(world.clock.timers).toBe(0)
    }
  })

  it('that has lost the room ends the room, not the session', async () => {
    const world = await inACall()
    world.model.failures.set('room.join', new MrtcError('ROOM_ENDED'))
    restart(world)
    await world.clock.advance(3_000)
    expect(world.closed).toHaveBeenCalledExactlyOnceWith('roomEnded')
    expect(world.session.state.state).toBe('open')
  })

  it('that fails to let them in at first is asked again', async () => {
    const world = await inACall()
    world.model.failures.set('room.join', new MrtcError('INTERNAL'))
    restart(world)
    await world.clock.advance(3_000)
    expect(world.closed).not.toHaveBeenCalled()
    expect(world.session.state.state).toBe('open')
    expect(namesOf(world.states)).toEqual(['resuming', 'open'])
  })

  it('that does not know them any more ends the session', async () => {
    const world = await inACall()
    world.server.restarts()
    await world.clock.advance(1)
    world.server.refusal = 'SESSION_NOT_FOUND'
    await world.clock.advance(100)
    world.server.refusal = 'SIGNATURE_EXPIRED'
    await world.clock.advance(3_000)
    expect(world.session.state).toMatchObject({ state: 'closed', error: { code: 'SIGNATURE_EXPIRED' } })
  })
})

describe('requests while the session is replaced', () => {
  it('wait, and go out once', async () => {
    const world = await inACall()
    world.server.network.reachable = false
    restart(world)
    await world.clock.advance(1_000)
    // One waits in the session that is lost, the other comes when that is known.
    const first = world.room.sendText('first')
    world.server.network.reachable = true
    await world.clock.advance(400)
    const second = world.room.sendText('second')
    await world.after(Promise.all([first, second]), 5_000)
    const texts = world.server.session.requests.filter(({ name }) => name === 'text.send')
    expect(texts.map(({ params }) => (params as { text: string }).text).sort()).toEqual(['first', 'second'])
  })

  it('fail clearly when the lost server may have got them, or when it takes too long', async () => {
    const world = await inACall()
    world.server.silent = true
    const sent = world.room.sendText('did it get there?')
    sent.catch(() => {})
    await world.clock.advance(50)
    world.server.silent = false
    restart(world)
    await expect(world.after(sent, 1_000)).rejects.toMatchObject({ code: 'CONNECTION_CLOSED', data: { sent: true } })
    await world.clock.advance(2_000)
    world.server.network.reachable = false
    restart(world)
    await world.clock.advance(1_000)
    const limited = world.session.request('text.send', { text: 'too late' }, { timeoutMs: 15_000 })
    const patient = world.room.sendText('too late as well')
    patient.catch(() => {})
    await expect(world.after(limited, 16_000)).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' })
    await expect(world.after(patient, 60_000)).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
  })

  it('are over when the client is closed', async () => {
    const world = await inACall()
    world.server.session.bye('SERVER_SHUTTING_DOWN')
    world.server.network.reachable = false
    await world.clock.advance(1_000)
    const waiting = world.room.sendText('hello?')
    waiting.catch(() => {})
    await world.after(world.session.close(), 2_000)
    await expect(waiting).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
    expect(world.session.state).toEqual({ state: 'closed' })
    expect(world.closed).toHaveBeenCalledExactlyOnceWith('left')
    await world.clock.advance(20_000)
    expect(world.clock.timers).toBe(0)
  })

  it('do not have to wait out the delay when the application knows better', async () => {
    const world = await inACall()
    world.server.session.bye('SERVER_SHUTTING_DOWN')
    world.server.network.reachable = false
    restart(world)
    await world.clock.advance(20_000)
    world.server.network.reachable = true
    world.session.reconnectNow()
    await world.clock.advance(100)
    expect(world.session.state.state).toBe('open')
  })
})
