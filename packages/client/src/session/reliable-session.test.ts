import { limits, MrtcError, type RequestBody } from '@mrtc/protocol'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { ConnectionState } from '../connection-state.ts'
import { silentLogger } from '../logger.ts'
import { ModelServer, type ModelServerOptions } from '../testing/model-server.ts'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { exponentialBackoff } from './reconnect-policy.ts'
import { ReliableSession } from './reliable-session.ts'

const hello = {
  uid: 'alice',
  bizName: 'b',
  appId: 'a',
  workspaceId: 'default',
  sign: 's',
  client: { platform: 'test', version: '1' },
}

const echo = ({ params }: RequestBody) => params ?? {}

function world(options: ModelServerOptions = { handle: echo }) {
  const clock = new VirtualClock()
  const server = new ModelServer(clock, options)
  const session = new ReliableSession({
    hello,
    createSocket: () => server.network.connect(),
    reconnect: exponentialBackoff(() => 0),
    clock,
    log: silentLogger,
  })
  const states: ConnectionState['state'][] = []
  session.on('stateChanged', ({ state }) => states.push(state))
  /** Asks and remembers how it ended. */
  const text = (body: string, signal?: AbortSignal) => session.request('text.send', { text: body }, { signal })
  return { clock, server, session, states, text }
}

async function openWorld(options?: ModelServerOptions) {
  const it = world(options)
  const opening = it.session.open()
  await it.clock.advance(50)
  await opening
  return it
}

const texts = (requests: readonly RequestBody[]) => requests.map(({ params }) => (params as { text: string }).text)

describe('opening a session', () => {
  it('is open when the server welcomes it', async () => {
    const { session, states } = await openWorld()
    expect(session.state).toMatchObject({ state: 'open', sessionId: 'session-1' })
    expect(states).toEqual(['open'])
  })

  it('fails with what the server refused it with', async () => {
    const { server, session, clock } = world()
    server.refusal = 'APP_NOT_FOUND'
    const opening = session.open()
    opening.catch(() => {})
    await clock.advance(50)
    await expect(opening).rejects.toMatchObject({ code: 'APP_NOT_FOUND' })
    expect(clock.timers).toBe(0)
  })

  it('fails when nothing listens and when nothing answers', async () => {
    const unreachable = world()
    unreachable.server.network.reachable = false
    const failing = unreachable.session.open()
    failing.catch(() => {})
    await unreachable.clock.advance(50)
    await expect(failing).rejects.toMatchObject({ code: 'CONNECTION_FAILED' })

    const mute = world()
    mute.server.silent = true
    const hanging = mute.session.open()
    hanging.catch(() => {})
    await mute.clock.advance(limits.handshakeTimeoutMs + 50)
    await expect(hanging).rejects.toMatchObject({ code: 'CONNECTION_TIMEOUT' })
    expect(mute.clock.timers).toBe(0)
  })

  it('fails when the socket cannot even be created', async () => {
    const clock = new VirtualClock()
    const session = new ReliableSession({
      hello,
      createSocket: () => {
        throw new Error('blocked by policy')
      },
      reconnect: exponentialBackoff(),
      clock,
      log: silentLogger,
    })
    await expect(session.open()).rejects.toMatchObject({ code: 'CONNECTION_FAILED' })
    expect(clock.timers).toBe(0)
  })

  it('can be aborted', async () => {
    const { session, clock } = world()
    const controller = new AbortController()
    const opening = session.open(controller.signal)
    controller.abort()
    await expect(opening).rejects.toMatchObject({ code: 'REQUEST_ABORTED' })
    await clock.advance(50)
    expect(session.state).toEqual({ state: 'closed' })
    expect(clock.timers).toBe(0)
  })
})

describe('a request', () => {
  it('gives the answer, and the server its key', async () => {
    const { clock, server, text } = await openWorld()
    const answer = text('hi')
    await clock.advance(50)
    expect(await answer).toEqual({ text: 'hi' })
    expect(server.session.requests[0]?.key).toMatch(/^[0-9a-f]{32}$/)
  })

  it('has another key each time, and reading has none', async () => {
    const { clock, server, session, text } = await openWorld()
    const all = Promise.all([text('a'), text('a'), session.request('room.sync', {})])
    await clock.advance(50)
    await all
    const keys = server.session.requests.map(({ key }) => key)
    expect(keys[0]).not.toBe(keys[1])
    expect(keys[2]).toBeUndefined()
  })

  it('gives the error that the server answered with', async () => {
    const { clock, text } = await openWorld({
      handle: () => {
        throw new MrtcError('PARAMETER_INVALID', undefined, { field: 'text' })
      },
    })
    const answer = text('')
    answer.catch(() => {})
    await clock.advance(50)
    await expect(answer).rejects.toMatchObject({ code: 'PARAMETER_INVALID', field: 'text' })
  })

  it('waits through a reconnect', async () => {
    const { clock, server, text, states } = await openWorld()
    server.network.cut()
    server.network.reachable = false
    const answer = text('later')
    await clock.advance(3_000)
    server.network.reachable = true
    await clock.advance(5_000)
    expect(await answer).toEqual({ text: 'later' })
    expect(states.at(-1)).toBe('open')
  })

  it('is answered late rather than timed out when there was no connection for longer than it may take', async () => {
    const { clock, server, text } = await openWorld()
    const before = text('sent before')
    server.network.cut()
    server.network.reachable = false
    const during = text('made without a connection')
    await clock.advance(3 * limits.requestTimeoutMs)
    server.network.reachable = true
    await clock.advance(10_000)
    expect(await before).toEqual({ text: 'sent before' })
    expect(await during).toEqual({ text: 'made without a connection' })
  })

  it('times out when a server that is connected does not answer, whatever outages there are between', async () => {
    const { clock, server, text } = await openWorld({})
    const answer = text('hello?')
    answer.catch(() => {})
    await clock.advance(limits.requestTimeoutMs - 1_000)
    server.network.cut()
    server.network.reachable = false
    await clock.advance(20_000)
    server.network.reachable = true
    await clock.advance(10_000)
    await expect(answer).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT', data: { request: 'text.send' } })
  })

  it('times out when its caller set a limit, and is then never made when the server had not got it', async () => {
    const { clock, server, session, text } = await openWorld()
    server.network.cut()
    server.network.reachable = false
    const answer = session.request('text.send', { text: 'too late' }, { timeoutMs: limits.requestTimeoutMs })
    answer.catch(() => {})
    await clock.advance(limits.requestTimeoutMs)
    await expect(answer).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' })
    server.network.reachable = true
    const next = text('next')
    await clock.advance(10_000)
    await next
    expect(texts(server.session.requests)).toEqual(['next'])
  })

  it('is still made after its time-out when it insists', async () => {
    const { clock, server, session } = await openWorld()
    server.network.cut()
    server.network.reachable = false
    const answer = session.request('text.send', { text: 'must' }, { insist: true, timeoutMs: limits.requestTimeoutMs })
    answer.catch(() => {})
    await clock.advance(limits.requestTimeoutMs)
    await expect(answer).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' })
    server.network.reachable = true
    await clock.advance(10_000)
    expect(texts(server.session.requests)).toEqual(['must'])
  })

  it('tells of a result that came after nobody waited for it', async () => {
    const { clock, session } = await openWorld()
    const controller = new AbortController()
    const onLate = vi.fn()
    const answer = session.request('text.send', { text: 'x' }, { signal: controller.signal, onLate })
    answer.catch(() => {})
    await clock.advance(6)
    controller.abort()
    await expect(answer).rejects.toMatchObject({ code: 'REQUEST_ABORTED' })
    await clock.advance(50)
    expect(onLate).toHaveBeenCalledExactlyOnceWith({ text: 'x' })
  })

  it('is refused before it is sent when it is too large or already aborted', async () => {
    const { server, text } = await openWorld()
    await expect(text('x'.repeat(limits.frameSizeBytes))).rejects.toMatchObject({ code: 'MESSAGE_TOO_LARGE' })
    await expect(text('x', AbortSignal.abort())).rejects.toMatchObject({ code: 'REQUEST_ABORTED' })
    expect(server.session.requests).toEqual([])
  })

  it('delivers its result before the events that the server sent after it', async () => {
    const { clock, session } = await openWorld({
      handle: ({ params }, from) => {
        queueMicrotask(() => from.event('message.delivered', { kind: 'text', messageIds: ['m'], uid: 'bob' }))
        return params
      },
    })
    const order: string[] = []
    session.on('eventReceived', ({ name }) => order.push(name))
    void session.request('text.send', { text: 'x' }, { onResult: () => order.push('result') })
    await clock.advance(50)
    expect(order).toEqual(['result', 'message.delivered'])
  })
})

describe('a lost connection', () => {
  it('is resumed at once, and its loss is told', async () => {
    const { clock, server, session, states } = await openWorld()
    const resumed = vi.fn()
    session.on('resumed', resumed)
    await clock.advance(10_000)
    server.network.cut()
    expect(session.state).toMatchObject({ state: 'resuming', attempt: 1 })
    await clock.advance(50)
    expect(states).toEqual(['open', 'resuming', 'open'])
    expect(resumed).toHaveBeenCalledOnce()
  })

  it('is replaced before anybody notices when it goes silent and another gets through', async () => {
    const { clock, server, session, states, text } = await openWorld()
    const resumed = vi.fn()
    session.on('resumed', resumed)
    server.network.freeze()
    const answer = text('into the silence')
    await clock.advance(1_100)
    expect(await answer).toEqual({ text: 'into the silence' })
    expect(states).toEqual(['open'])
    expect(resumed).not.toHaveBeenCalled()
    expect(texts(server.session.requests)).toEqual(['into the silence'])
  })

  it('is noticed within a heartbeat and a few seconds when nothing gets through', async () => {
    const { clock, server, states } = await openWorld()
    server.silent = true
    await clock.advance(11_000)
    expect(states).toEqual(['open', 'resuming'])
    server.silent = false
    await clock.advance(10_000)
    expect(states.at(-1)).toBe('open')
  })

  it('whose server answers slowly stays in use', async () => {
    const { clock, server, session, text } = await openWorld()
    server.network.latencyMs = 700
    const attempts = server.network.attempts
    for (let n = 0; n < 20; n += 1) {
      const answer = text(`${n}`)
      await clock.advance(1_400)
      expect(await answer).toEqual({ text: `${n}` })
    }
    expect(session.state.state).toBe('open')
    // A doubt or two until its patience is long enough.
    expect(server.network.attempts - attempts).toBeLessThanOrEqual(2)
  })

  it('ends the session when the server has forgotten it', async () => {
    const { clock, server, session, text } = await openWorld()
    const answer = text('x')
    answer.catch(() => {})
    server.sessions.clear()
    server.network.cut()
    await clock.advance(1_000)
    expect(session.state).toMatchObject({ state: 'closed', error: { code: 'SESSION_NOT_FOUND' } })
    await expect(answer).rejects.toMatchObject({ code: 'CONNECTION_CLOSED', cause: { code: 'SESSION_NOT_FOUND' } })
    await expect(text('y')).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
    expect(clock.timers).toBe(0)
  })

  it('ends the session when nothing can be reached for as long as the server keeps it', async () => {
    const { clock, server, session } = await openWorld()
    server.network.reachable = false
    server.network.cut()
    // The server notices later than we do, by two heartbeats at most.
    await clock.advance(69_900)
    expect(session.state.state).toBe('resuming')
    await clock.advance(200)
    expect(session.state).toMatchObject({ state: 'closed', error: { code: 'SESSION_NOT_FOUND' } })
    await clock.advance(1_000)
    expect(clock.timers).toBe(0)
  })

  it('asks for the whole state when the server dropped events meanwhile', async () => {
    const { clock, server, session } = await openWorld()
    const resync = vi.fn()
    session.on('resyncNeeded', resync)
    server.network.reachable = false
    server.network.cut()
    await clock.advance(10)
    server.session.event('room.participantLeft', { version: 2, uid: 'bob', reason: 'left' })
    server.session.dropEvents()
    server.network.reachable = true
    await clock.advance(5_000)
    expect(resync).toHaveBeenCalled()
    expect(session.state.state).toBe('open')
  })
})

describe('the end of a session', () => {
  it('is what the server says, without another attempt', async () => {
    const { clock, server, session } = await openWorld()
    server.session.bye('SESSION_TAKEN_OVER')
    await clock.advance(1_000)
    expect(session.state).toMatchObject({ state: 'closed', error: { code: 'SESSION_TAKEN_OVER' } })
    expect(server.network.attempts).toBe(1)
  })

  it('comes when the server cannot understand us again and again', async () => {
    const { clock, server, session } = await openWorld()
    for (let fault = 0; fault < 3; fault++) {
      server.session.frame({ type: 'error', error: new MrtcError('MESSAGE_MALFORMED').toWire() })
    }
    await clock.advance(50)
    expect(session.state).toMatchObject({ state: 'closed', error: { code: 'MESSAGE_MALFORMED' } })
  })

  it('is told to the server by close, which may be called at any time and again', async () => {
    const { clock, server, session, text } = await openWorld()
    const answer = text('x')
    answer.catch(() => {})
    const closing = Promise.all([session.close(), session.close()])
    await clock.advance(50)
    await closing
    await session.close()
    expect(session.state).toEqual({ state: 'closed' })
    expect(server.sessions.size).toBe(0)
    await expect(answer).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
    expect(clock.timers).toBe(0)
  })

  it('does not wait for a goodbye that cannot be said', async () => {
    const { clock, server, session } = await openWorld()
    server.network.freeze()
    const closing = session.close()
    await clock.advance(1_000)
    await closing
  })
})

describe('acknowledgements', () => {
  it('ride on requests, go out by themselves after a while, and at once when many wait', async () => {
    const { clock, server, session, text } = await openWorld()
    const event = () => server.session.event('message.delivered', { kind: 'text', messageIds: ['m'], uid: 'bob' })
    event()
    await clock.advance(5)
    expect(server.session.link.pending).toBe(1)
    const answer = text('x')
    await clock.advance(5)
    // What waits now is the answer alone.
    expect(server.session.link.pending).toBe(1)
    await clock.advance(5)
    await answer
    await clock.advance(150)
    expect(server.session.link.pending).toBe(0)
    for (let n = 0; n < 40; n++) event()
    await clock.advance(12)
    expect(server.session.link.pending).toBeLessThan(10)
    expect(session.state.state).toBe('open')
  })
})

describe('why a session takes another socket', () => {
  it('is told where more is known than that the socket was lost', async () => {
    const { clock, server, session } = await openWorld()
    session.reconnectNow('networkChanged')
    await clock.advance(100)
    server.network.cut()
    await clock.advance(2_000)
    expect(server.session.resumedFor).toEqual(['networkChanged', undefined])
  })

  it('is that the page was away when its timers stood still', async () => {
    const { clock, server } = world()
    let sleptMs = 0
    const session = new ReliableSession({
      hello,
      createSocket: () => server.network.connect(),
      reconnect: exponentialBackoff(() => 0),
      clock: { now: () => clock.now() + sleptMs, setTimer: (afterMs, work) => clock.setTimer(afterMs, work) },
      log: silentLogger,
    })
    const opening = session.open()
    await clock.advance(50)
    await opening
    sleptMs = 20_000
    await clock.advance(6_000)
    server.network.cut()
    await clock.advance(2_000)
    expect(session.state.state).toBe('open')
    expect(server.session.resumedFor[0]).toBe('pageAway')
  })
})

type Action =
  | { readonly do: 'ask' | 'tell' | 'cut' | 'freeze' | 'reconnectNow' }
  | { readonly do: 'outage'; readonly ms: number }
  | { readonly do: 'wait'; readonly ms: number }

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ do: 'ask' as const }) },
  { weight: 6, arbitrary: fc.constant({ do: 'tell' as const }) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 20 }).map((ms) => ({ do: 'wait' as const, ms })) },
  { weight: 3, arbitrary: fc.constant({ do: 'cut' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'freeze' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'reconnectNow' as const }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 1_500 }).map((ms) => ({ do: 'outage' as const, ms })) },
)

describe('over any series of cuts', () => {
  it('each request is made once and in order, each answer and event arrives once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 60 }), fc.boolean(), async (actions, repeats) => {
        const { clock, server, session } = await openWorld()
        server.repeats = repeats
        const heard: string[] = []
        session.on('eventReceived', (event) => {
          if (event.name === 'text.received') heard.push(event.payload.messageId)
        })
        const answers: Promise<unknown>[] = []
        let told = 0
        for (const { do: what, ...rest } of actions) {
          if (what === 'ask') {
            const text = `${answers.length}`
            answers.push(session.request('text.send', { text }, { timeoutMs: 600_000 }))
          }
          if (what === 'tell') {
            server.session.event('text.received', { messageId: `${told++}`, from: 'bob', text: '', sentAt: 0 })
          }
          if (what === 'cut') server.network.cut()
          if (what === 'freeze') server.network.freeze()
          if (what === 'reconnectNow') session.reconnectNow()
          if (what === 'wait' && 'ms' in rest) await clock.advance(rest.ms)
          if (what === 'outage' && 'ms' in rest) {
            server.network.reachable = false
            server.network.cut()
            await clock.advance(rest.ms)
            server.network.reachable = true
          }
        }
        await clock.advance(40_000)
        const asked = answers.map((_, index) => `${index}`)
        expect(session.state.state).toBe('open')
        expect(await Promise.all(answers)).toEqual(asked.map((text) => ({ text })))
        expect(texts(server.session.requests)).toEqual(asked)
        expect(heard).toEqual(Array.from({ length: told }, (_, index) => `${index}`))
        expect(server.session.link.pending).toBe(0)
        await Promise.all([session.close(), clock.advance(2_000)])
        expect(clock.timers).toBe(0)
      }),
      { numRuns: 150, seed: 20_26 },
    )
  })
})
