import type { ServerFrame } from '@mrtc/protocol'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MessageEncoder } from './encoder.ts'
import { type Outlet, Session, type SessionLimits } from './session.ts'

class FakeOutlet implements Outlet {
  congested = false
  readonly frames: ServerFrame[] = []
  write(text: string): void {
    this.frames.push(JSON.parse(text) as ServerFrame)
  }
  close(): void {}
}

function create(limits: SessionLimits = { unacknowledgedMessages: 100, unacknowledgedMessagesHard: 200 }) {
  const told = { acksDue: 0, overflows: 0, dropped: 0 }
  const session = new Session({
    uid: 'alice',
    app: { bizName: 'demo', appId: 'default', workspaceId: 'default' },
    client: { platform: 'web', version: '1' },
    limits,
    encoder: new MessageEncoder(),
    effects: {
      ackDue: () => {
        told.acksDue += 1
      },
      overflowed: () => {
        told.overflows += 1
      },
      dropped: (count) => {
        told.dropped += count
      },
    },
  })
  const outlet = new FakeOutlet()
  session.attach(outlet)
  return { session, outlet, told }
}

const text = (session: Session, messageId: string) =>
  session.send('message.delivered', { kind: 'text', messageIds: [messageId], uid: 'bob' })
const left = (session: Session, version: number) =>
  session.send('room.participantLeft', { version, uid: 'bob', reason: 'left' })

describe('a session', () => {
  test('acknowledges with its next message, or when asked to if there is none', () => {
    const { session, outlet, told } = create()
    expect(session.receive(1, 0)).toBe('deliver')
    text(session, 'a')
    expect(outlet.frames).toMatchObject([{ type: 'message', seq: 1, ack: 1 }])
    session.acknowledge()
    expect(outlet.frames).toHaveLength(1)
    session.receive(2, 1)
    session.acknowledge()
    expect(outlet.frames[1]).toEqual({ type: 'ack', ack: 2 })
    expect(told.acksDue).toBe(2)
  })

  test('tells new messages, known ones, missing ones and impossible acknowledgements apart', () => {
    const { session } = create()
    expect(session.receive(1, 0)).toBe('deliver')
    expect(session.receive(1, 0)).toBe('duplicate')
    expect(session.receive(3, 0)).toBe('gap')
    expect(session.receive(2, 1)).toBe('ackInvalid')
    expect(session.received).toBe(1)
  })

  test('keeps what a congested socket does not take until it does', () => {
    const { session, outlet } = create()
    text(session, 'a')
    outlet.congested = true
    text(session, 'b')
    text(session, 'c')
    expect(outlet.frames).toHaveLength(1)
    outlet.congested = false
    session.flush()
    session.flush()
    expect(outlet.frames).toMatchObject([{ seq: 1 }, { seq: 2 }, { seq: 3 }])
  })

  test('says one empty message for any number of room events left out', () => {
    const { session, outlet, told } = create({ unacknowledgedMessages: 2, unacknowledgedMessagesHard: 10 })
    outlet.congested = true
    left(session, 1)
    left(session, 2)
    text(session, 'kept')
    for (let version = 3; version < 100; version += 1) left(session, version)
    outlet.congested = false
    session.flush()
    const bodies = outlet.frames.map((frame) => (frame.type === 'message' ? frame.body : undefined))
    expect(bodies).toMatchObject([null, null, { payload: { messageIds: ['kept'] } }, null])
    expect(told).toMatchObject({ dropped: 99, overflows: 0 })
    expect(session.takeResync()).toBe(true)
    expect(session.takeResync()).toBe(false)
  })

  test('sends room events again when its client has caught up', () => {
    const { session, outlet } = create({ unacknowledgedMessages: 2, unacknowledgedMessagesHard: 10 })
    for (const id of ['a', 'b', 'c']) text(session, id)
    left(session, 1)
    expect(outlet.frames.at(-1)).toMatchObject({ seq: 4, body: null })
    expect(session.receive(1, 4)).toBe('deliver')
    left(session, 2)
    expect(outlet.frames.at(-1)).toMatchObject({ seq: 5, body: { payload: { version: 2 } } })
  })

  test('ignores the loss of a socket that it no longer has', () => {
    const { session, outlet } = create()
    const second = new FakeOutlet()
    expect(session.attach(second)).toBe(outlet)
    expect(session.suspend(outlet, 1)).toBe(false)
    expect(session.connected).toBe(true)
    expect(session.suspend(second, 1)).toBe(true)
    expect(session.connected).toBe(false)
  })

  test('is silent once it has ended', () => {
    const { session, outlet } = create()
    expect(session.end('closed')).toBe(outlet)
    text(session, 'late')
    session.flush()
    session.acknowledge()
    expect(outlet.frames).toEqual([])
    expect(() => session.attach(new FakeOutlet())).toThrow()
  })
})

test('whatever sockets do, every message arrives exactly once and in order', () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.constant('send' as const) },
    { weight: 3, arbitrary: fc.constant('hear' as const) },
    { weight: 1, arbitrary: fc.constant('acknowledge' as const) },
    { weight: 1, arbitrary: fc.constant('congest' as const) },
    { weight: 1, arbitrary: fc.constant('drain' as const) },
    { weight: 1, arbitrary: fc.constant('drop' as const) },
    { weight: 1, arbitrary: fc.constant('resume' as const) },
  )
  const run = (steps: readonly ('send' | 'hear' | 'acknowledge' | 'congest' | 'drain' | 'drop' | 'resume')[]) => {
    const { session, outlet: first } = create({ unacknowledgedMessages: 1_000, unacknowledgedMessagesHard: 1_000 })
    let outlet: FakeOutlet | undefined = first
    let sent = 0
    let received = 0
    const heard: string[] = []
    const hear = () => {
      const frame = outlet?.frames.shift()
      if (frame?.type !== 'message' || frame.seq <= received) return
      expect(frame.seq).toBe(received + 1)
      received = frame.seq
      if (frame.body?.type === 'event' && frame.body.name === 'message.delivered')
        heard.push(...frame.body.payload.messageIds)
    }
    const resume = () => {
      expect(session.acknowledgeAll(received)).toBe(true)
      const resumed = new FakeOutlet()
      outlet = resumed
      session.attach(resumed)
      session.flush()
      return resumed
    }
    for (const each of steps) {
      if (each === 'send') text(session, String(++sent))
      else if (each === 'hear') hear()
      else if (each === 'acknowledge') expect(session.acknowledgeAll(received)).toBe(true)
      else if (each === 'resume') resume()
      else if (outlet && each === 'congest') outlet.congested = true
      else if (outlet && each === 'drain') {
        outlet.congested = false
        session.flush()
      } else if (outlet && each === 'drop') {
        session.suspend(outlet, 0)
        outlet = undefined
      }
    }
    const last = resume()
    while (last.frames.length > 0) hear()
    expect(heard).toEqual(Array.from({ length: sent }, (_, index) => String(index + 1)))
  }
  fc.assert(fc.property(fc.array(step, { maxLength: 200 }), run), { seed: 20_240_601, numRuns: 300 })
})
