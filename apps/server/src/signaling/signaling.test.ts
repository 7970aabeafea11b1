import { closeCodes, limits, MrtcError, protocolVersion, type RequestResult } from '@mrtc/protocol'
import { afterEach, describe, expect, test } from 'vitest'
import { type MessageFrame, TestClient } from './testing/client.ts'
import { startTestServer, type TestServer, type TestServerOptions } from './testing/server.ts'

const servers: TestServer[] = []
async function start(options: TestServerOptions = {}): Promise<TestServer> {
  const server = await startTestServer(options)
  servers.push(server)
  return server
}
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

/** Counts its calls: `room.leave` has no parameters and no result to make up. */
function counting(): { handlers: TestServerOptions['handlers'] & object; count: () => number } {
  let calls = 0
  const handlers: TestServerOptions['handlers'] = {
    'room.leave': () => {
      calls += 1
      return {}
    },
  }
  return { handlers, count: () => calls }
}

const delivered = (messageId: string) => ({ kind: 'text' as const, messageIds: [messageId], uid: 'bob' })
const messageIds = (frames: readonly MessageFrame[]) =>
  frames.map(({ body }) =>
    body?.type === 'event' && body.name === 'message.delivered' ? body.payload.messageIds[0] : body,
  )

describe('a client', () => {
  test('shakes hands and is answered', async () => {
    const { handlers, count } = counting()
    const server = await start({ handlers })
    const alice = await TestClient.open(server.url)
    expect(alice.welcome).toMatchObject({ resumed: false, resync: false, ack: 0, heartbeatMs: limits.heartbeatMs })
    expect(await alice.request('room.leave', {})).toEqual({ type: 'response', id: 1, result: {} })
    expect(count()).toBe(1)
    expect(await server.metric('mrtc_signaling_sessions')).toBe(1)
    alice.send({ type: 'bye' })
    expect(await alice.closed).toBe(closeCodes.normal)
    expect(server.happenings).toEqual([['ended', 'alice', 'closed']])
    expect(await server.metric('mrtc_signaling_sessions')).toBe(0)
  })

  test('is answered in the order that it asked in, and pinged back while a request takes its time', async () => {
    const slow = Promise.withResolvers<Record<string, never>>()
    const server = await start({
      handlers: {
        'room.leave': () => slow.promise,
        'message.acknowledge': () => ({}),
      },
    })
    const alice = await TestClient.open(server.url)
    alice.post('room.leave', {})
    alice.post('message.acknowledge', { messageIds: ['m'] })
    alice.send({ type: 'ping' })
    await alice.next('pong')
    expect(alice.heard.filter(({ type }) => type === 'message')).toEqual([])
    slow.resolve({})
    const answers = [await alice.next('message'), await alice.next('message')]
    expect(answers.map(({ body }) => body)).toMatchObject([{ id: 1 }, { id: 2 }])
  })

  test('is acknowledged though nothing else is to be said', async () => {
    const server = await start()
    const alice = await TestClient.open(server.url)
    alice.send({ type: 'message', seq: 1, ack: 0, body: null })
    expect(await alice.next('ack')).toEqual({ type: 'ack', ack: 1 })
    for (let seq = 2; seq <= 100; seq += 1) alice.send({ type: 'message', seq, ack: 0, body: null })
    expect([(await alice.next('ack')).ack, (await alice.next('ack')).ack]).toEqual([33, 65])
  })

  test('may send its first requests before it is welcomed', async () => {
    const { handlers, count } = counting()
    const server = await start({ handlers })
    const alice = await TestClient.connect(server.url)
    alice.hello()
    expect(await alice.request('room.leave', {})).toMatchObject({ result: {} })
    expect(count()).toBe(1)
  })
})

describe('a session without a socket', () => {
  test('is resumed, and everything arrives once and in order, both ways', async () => {
    const { handlers, count } = counting()
    const server = await start({ handlers })
    const alice = await TestClient.open(server.url)
    await alice.request('room.leave', {})
    const session = server.sessions.get('alice')
    session?.send('message.delivered', delivered('1'))
    await alice.next('message')
    alice.drop()
    await server.until(() => session?.connected === false)
    for (const id of ['2', '3', '4']) session?.send('message.delivered', delivered(id))

    const again = await TestClient.resume(server.url, alice, alice.welcome)
    const welcome = await again.next('welcome')
    expect(welcome).toMatchObject({ sessionId: alice.welcome.sessionId, resumed: true, resync: false, ack: 1 })
    const replayed = [await again.next('message'), await again.next('message'), await again.next('message')]
    expect(messageIds(replayed)).toEqual(['2', '3', '4'])
    expect(replayed.map(({ seq }) => seq)).toEqual([3, 4, 5])

    // A message that the server has seen is not processed again.
    again.send({ type: 'message', seq: 1, ack: 5, body: { type: 'request', id: 1, name: 'room.leave', params: {} } })
    await again.request('room.leave', {})
    expect(count()).toBe(2)
    expect(server.happenings).toEqual([
      ['suspended', 'alice'],
      ['resumed', 'alice'],
    ])
    expect(await server.metric('mrtc_signaling_frames_replayed_total')).toBe(3)
  })

  test('is not given to who has the wrong token', async () => {
    const server = await start()
    const alice = await TestClient.open(server.url)
    const mallory = await TestClient.connect(server.url)
    mallory.sendResume({ sessionId: alice.welcome.sessionId, resumeToken: 'x'.repeat(43) })
    expect(await mallory.next('refused')).toMatchObject({ error: { code: 'SESSION_NOT_FOUND' } })
    expect(await mallory.closed).toBe(closeCodes.refused)
    expect(await alice.request('room.leave', {})).toMatchObject({ error: { code: 'NOT_IN_ROOM' } })
  })

  test('changes its token at a resume, and takes the one before until the client shows that it got the new one', async () => {
    const server = await start()
    const first = await TestClient.open(server.url)
    const second = await TestClient.resume(server.url, first, first.welcome)
    const secondWelcome = await second.next('welcome')
    expect(await first.closed).toBe(closeCodes.replaced)
    expect(secondWelcome.resumeToken).not.toBe(first.welcome.resumeToken)

    // The second welcome may have been lost with its socket: the first token still holds.
    const third = await TestClient.resume(server.url, second, first.welcome)
    const thirdWelcome = await third.next('welcome')
    const fourth = await TestClient.resume(server.url, third, thirdWelcome)
    expect(await fourth.next('welcome')).toMatchObject({ resumed: true })
    for (const { resumeToken } of [first.welcome, secondWelcome]) {
      const late = await TestClient.connect(server.url)
      late.sendResume({ sessionId: first.welcome.sessionId, resumeToken })
      expect(await late.next('refused')).toMatchObject({ error: { code: 'SESSION_NOT_FOUND' } })
    }
  })

  test('takes what follows a resume at once, and stays with the latest socket when an earlier handshake arrives late', async () => {
    const server = await start()
    const first = await TestClient.open(server.url)
    const { sessionId, resumeToken } = first.welcome
    const resume = { type: 'resume', version: protocolVersion, sessionId, resumeToken, ack: 0 }
    const [late, latest] = [await TestClient.connect(server.url), await TestClient.connect(server.url)]
    latest.send({ ...resume, sentAt: 2_000 })
    const answer = latest.request('room.leave', {})
    expect(await latest.next('welcome')).toMatchObject({ resumed: true })
    expect(await answer).toMatchObject({ error: { code: 'NOT_IN_ROOM' } })
    late.send({ ...resume, sentAt: 1_000 })
    expect(await late.next('refused')).toMatchObject({ error: { code: 'SESSION_NOT_FOUND' } })
    expect(await latest.request('room.leave', {})).toMatchObject({ error: { code: 'NOT_IN_ROOM' } })
  })

  test('is not taken over by an earlier hello of the same client that arrives late', async () => {
    const server = await start()
    const [late, latest] = [await TestClient.connect(server.url), await TestClient.connect(server.url)]
    latest.hello({ instance: 'i', sentAt: 2_000 })
    await latest.next('welcome')
    late.hello({ instance: 'i', sentAt: 1_000 })
    expect(await late.next('refused')).toMatchObject({ error: { code: 'SESSION_TAKEN_OVER' } })
    // Another client of the same person is another matter.
    const other = await TestClient.connect(server.url)
    other.hello({ instance: 'j', sentAt: 500 })
    await other.next('welcome')
    expect(await latest.next('bye')).toMatchObject({ error: { code: 'SESSION_TAKEN_OVER' } })
  })

  test('cannot be resumed with an acknowledgement of what was never sent', async () => {
    const server = await start()
    const alice = await TestClient.open(server.url)
    const again = await TestClient.connect(server.url)
    again.sendResume(alice.welcome, 99)
    expect(await again.next('refused')).toMatchObject({ error: { code: 'PARAMETER_INVALID', field: 'ack' } })
  })

  test('ends when its client does not come back in time', async () => {
    const server = await start({ config: { sessionTtlMs: 50 } })
    const alice = await TestClient.open(server.url)
    alice.drop()
    await server.until(() => server.happenings.length === 2)
    expect(server.happenings).toEqual([
      ['suspended', 'alice'],
      ['ended', 'alice', 'expired'],
    ])
    const again = await TestClient.resume(server.url, alice, alice.welcome)
    expect(await again.next('refused')).toMatchObject({ error: { code: 'SESSION_NOT_FOUND' } })
  })

  test('that was resumed leaves the others to expire', async () => {
    const server = await start({ config: { sessionTtlMs: 300 } })
    const alice = await TestClient.open(server.url)
    alice.drop()
    await server.until(() => server.happenings.length === 1)
    await (await TestClient.resume(server.url, alice, alice.welcome)).next('welcome')
    const bob = await TestClient.open(server.url, { uid: 'bob' })
    bob.drop()
    await server.until(() => server.happenings.length === 4)
    expect(server.happenings.slice(1)).toEqual([
      ['resumed', 'alice'],
      ['suspended', 'bob'],
      ['ended', 'bob', 'expired'],
    ])
  })

  test('is taken over when the same uid comes anew', async () => {
    const server = await start()
    const old = await TestClient.open(server.url)
    const young = await TestClient.open(server.url)
    expect(await old.next('bye')).toMatchObject({ error: { code: 'SESSION_TAKEN_OVER' } })
    expect(await old.closed).toBe(closeCodes.sessionOver)
    expect(server.happenings).toEqual([['ended', 'alice', 'takenOver']])
    expect(await young.request('room.leave', {})).toMatchObject({ error: { code: 'NOT_IN_ROOM' } })

    // Its ghost does not come back.
    const ghost = await TestClient.resume(server.url, old, old.welcome)
    expect(await ghost.next('refused')).toMatchObject({ error: { code: 'SESSION_NOT_FOUND' } })
  })

  test('leaves room state events out when too many wait, and says so', async () => {
    const server = await start({ config: { unacknowledgedMessages: 10, unacknowledgedMessagesHard: 100 } })
    const alice = await TestClient.open(server.url)
    await alice.request('room.leave', {})
    alice.drop()
    const session = server.sessions.get('alice')
    await server.until(() => session?.connected === false)
    for (let version = 1; version <= 500; version += 1) {
      session?.send('room.participantLeft', { version, uid: 'bob', reason: 'left' })
    }
    session?.send('message.delivered', delivered('kept'))
    const again = await TestClient.resume(server.url, alice, alice.welcome)
    expect(await again.next('welcome')).toMatchObject({ resumed: true, resync: true })
    const last = await again.nextWhere((frame) => frame.type === 'message' && frame.body !== null)
    expect(messageIds([last as MessageFrame])).toEqual(['kept'])
    expect(await server.metric('mrtc_signaling_events_dropped_total')).toBe(500)
  })

  test('ends when more waits than may be dropped', async () => {
    const server = await start({ config: { unacknowledgedMessages: 10, unacknowledgedMessagesHard: 20 } })
    const alice = await TestClient.open(server.url)
    await alice.request('room.leave', {})
    for (let id = 0; id < 30; id += 1) server.sessions.get('alice')?.send('message.delivered', delivered(`${id}`))
    expect(await alice.next('bye')).toMatchObject({ error: { code: 'SESSION_OVERFLOW' } })
    expect(await alice.closed).toBe(closeCodes.sessionOver)
    expect(server.happenings).toEqual([['ended', 'alice', 'overflow']])
  })
})

describe('a handshake is refused', () => {
  test.each([
    ['with a forged signature', { sign: 'forged' }, 'SIGNATURE_INVALID'],
    ['with an expired signature', { sign: 'expired' }, 'SIGNATURE_EXPIRED'],
    ['for an unknown app', { bizName: 'none' }, 'APP_NOT_FOUND'],
    ['with an impossible uid', { uid: 'al ice' }, 'PARAMETER_INVALID'],
    ['of another protocol version', { version: 99 }, 'PROTOCOL_UNSUPPORTED'],
  ])('%s', async (_, fields, code) => {
    const server = await start()
    const client = await TestClient.connect(server.url)
    client.hello(fields)
    expect(await client.next('refused')).toMatchObject({ error: { code } })
    expect(await client.closed).toBe(closeCodes.refused)
  })

  test('that begins with something else', async () => {
    const server = await start()
    const client = await TestClient.connect(server.url)
    client.post('room.leave', {})
    expect(await client.next('refused')).toMatchObject({ error: { code: 'PARAMETER_INVALID', field: 'type' } })
  })

  test('that is no frame', async () => {
    const server = await start()
    const client = await TestClient.connect(server.url)
    client.sendText('hello')
    expect(await client.next('refused')).toMatchObject({ error: { code: 'MESSAGE_MALFORMED' } })
  })

  test('that does not come in time', async () => {
    const server = await start({ config: { handshakeTimeoutMs: 50 } })
    const client = await TestClient.connect(server.url)
    expect(await client.next('refused')).toMatchObject({ error: { code: 'HANDSHAKE_TIMEOUT' } })
  })

  test('when the server is full, but not to who is there already', async () => {
    const server = await start({ config: { maxSessions: 1 } })
    await TestClient.open(server.url)
    const bob = await TestClient.connect(server.url, { uid: 'bob' })
    bob.hello()
    expect(await bob.next('refused')).toMatchObject({ error: { code: 'SERVER_FULL' } })
    await TestClient.open(server.url)
  })

  test.each([
    ['at another path', '/elsewhere', {}, /404/],
    ['from a page of elsewhere', '/ws', { origin: 'https://evil.example' }, /403/],
  ])('%s', async (_, path, headers, status) => {
    const server = await start()
    await expect(TestClient.connect(server.url.replace('/ws', path), { headers })).rejects.toThrow(status)
  })
})

describe('a frame that cannot be taken is answered', () => {
  test.each([
    ['no JSON', '{"type":', { code: 'MESSAGE_MALFORMED' }],
    ['no object', '[]', { code: 'MESSAGE_MALFORMED' }],
    ['binary', Buffer.from('{"type":"ping"}'), { code: 'MESSAGE_MALFORMED' }],
    ['an unknown type', '{"type":"nonsense"}', { code: 'MESSAGE_MALFORMED', field: 'type' }],
    ['a bad number', '{"type":"message","seq":"1","ack":0,"body":null}', { code: 'PARAMETER_INVALID', field: 'seq' }],
    ['a second resume', resumeText(), { code: 'PARAMETER_INVALID', field: 'type' }],
  ])('%s', async (_, text, error) => {
    const server = await start()
    const alice = await TestClient.open(server.url)
    alice.sendText(text)
    expect(await alice.next('error')).toMatchObject({ error })
    // It goes on as before.
    expect(await alice.request('room.leave', {})).toMatchObject({ error: { code: 'NOT_IN_ROOM' } })
  })

  test('a second hello', async () => {
    const server = await start()
    const alice = await TestClient.open(server.url)
    alice.hello()
    expect(await alice.next('error')).toMatchObject({ error: { code: 'PARAMETER_INVALID', field: 'type' } })
  })

  test.each([
    ['a gap in the numbers', { seq: 3, ack: 0 }, 'seq'],
    ['an acknowledgement of what was never sent', { seq: 1, ack: 7 }, 'ack'],
  ])('and the socket closed: %s', async (_, numbers, field) => {
    const server = await start()
    const alice = await TestClient.open(server.url)
    alice.send({ type: 'message', ...numbers, body: null })
    expect(await alice.next('error')).toMatchObject({ error: { code: 'SEQUENCE_INVALID', field } })
    expect(await alice.closed).toBe(closeCodes.sequenceLost)
    await (await TestClient.resume(server.url, alice, alice.welcome)).next('welcome')
  })

  test('and the socket closed: one that is too large', async () => {
    const server = await start()
    const alice = await TestClient.open(server.url)
    alice.sendText(JSON.stringify({ type: 'ping', padding: 'x'.repeat(limits.frameSizeBytes) }))
    expect(await alice.next('error')).toMatchObject({ error: { code: 'MESSAGE_TOO_LARGE' } })
    expect(await alice.closed).toBe(closeCodes.tooLarge)
  })

  test('and the socket closed: one that is far too large is not even read', async () => {
    const server = await start()
    const alice = await TestClient.open(server.url)
    alice.sendText('x'.repeat(4 * limits.frameSizeBytes))
    expect(await alice.closed).toBe(closeCodes.tooLarge)
    await server.until(() => server.happenings.length === 1)
  })
})

describe('a request', () => {
  test('of an unknown name or with bad parameters is refused by name of the field', async () => {
    const server = await start()
    const alice = await TestClient.open(server.url)
    expect(await alice.request('room.explode', {})).toMatchObject({ error: { code: 'MESSAGE_UNKNOWN', field: 'name' } })
    expect(await alice.request('room.kick', { uid: '' })).toMatchObject({
      error: { code: 'PARAMETER_INVALID', field: 'uid' },
    })
    expect(await alice.request('text.send', { text: 'x'.repeat(limits.textLength + 1) })).toMatchObject({
      error: { code: 'PARAMETER_INVALID', field: 'text' },
    })
  })

  test('that fails unexpectedly says no more than its id, which is in the log with the reason', async () => {
    const server = await start({
      handlers: {
        'room.leave': () => {
          throw new TypeError('the secret reason')
        },
      },
    })
    const alice = await TestClient.open(server.url)
    const { error } = await alice.request('room.leave', {})
    expect(error).toMatchObject({ code: 'INTERNAL', data: { requestId: `${alice.welcome.sessionId}/1` } })
    expect(JSON.stringify(error)).not.toContain('secret')
    expect(server.logged).toMatchObject([
      { requestId: `${alice.welcome.sessionId}/1`, err: { message: 'the secret reason' } },
    ])
  })

  test('that takes too long is answered and its signal aborted, and the next one begins', async () => {
    let reason: unknown
    const server = await start({
      config: { requestTimeoutMs: 50 },
      handlers: {
        'room.leave': (_, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reason = signal.reason
              reject(new Error('gave up'))
            })
          }),
        'message.acknowledge': () => ({}),
      },
    })
    const alice = await TestClient.open(server.url)
    const [late, next] = [alice.post('room.leave', {}), alice.post('message.acknowledge', { messageIds: ['m'] })]
    expect(await alice.response(late)).toMatchObject({ error: { code: 'REQUEST_TIMEOUT' } })
    expect(await alice.response(next)).toMatchObject({ result: {} })
    expect(reason).toBeInstanceOf(MrtcError)
    expect(server.logged).toEqual([])
    // What the handler came to later is no second answer.
    alice.send({ type: 'ping' })
    await alice.next('pong')
    expect(alice.heard.filter(({ type }) => type === 'message')).toEqual([])
  })

  test('is aborted when its session ends', async () => {
    const begun = Promise.withResolvers<AbortSignal>()
    const server = await start({
      handlers: {
        'room.leave': (_, { signal }) => {
          begun.resolve(signal)
          return new Promise(() => {})
        },
      },
    })
    const alice = await TestClient.open(server.url)
    alice.post('room.leave', {})
    const signal = await begun.promise
    alice.send({ type: 'bye' })
    await alice.closed
    expect(signal.reason).toMatchObject({ code: 'REQUEST_ABORTED' })
  })

  test('with a key is done once, also when it is asked again in a new session while under way', async () => {
    let calls = 0
    const finished = Promise.withResolvers<RequestResult<'text.send'>>()
    const server = await start({
      handlers: {
        'text.send': () => {
          calls += 1
          return finished.promise
        },
      },
    })
    const text = { text: 'hello' }
    const old = await TestClient.open(server.url)
    old.post('text.send', text, 'key1')
    await server.until(() => calls === 1)
    const young = await TestClient.open(server.url)
    const replay = young.post('text.send', text, 'key1')
    finished.resolve({ messageId: 'm1', recipients: ['bob'] })
    expect(await young.response(replay)).toMatchObject({ result: { messageId: 'm1' } })
    expect(await young.request('text.send', text, 'key1')).toMatchObject({ result: { messageId: 'm1' } })
    expect(calls).toBe(1)
    await young.request('text.send', text, 'key2')
    expect(calls).toBe(2)
  })

  test('too many are refused with the time to wait', async () => {
    const { handlers, count } = counting()
    const server = await start({ handlers, config: { requestsPerSecond: 1, requestBurst: 3 } })
    const alice = await TestClient.open(server.url)
    const ids = [1, 2, 3, 4].map(() => alice.post('room.leave', {}))
    const answers = await Promise.all(ids.map((id) => alice.response(id)))
    expect(answers.map(({ error }) => error?.code)).toEqual([undefined, undefined, undefined, 'RATE_LIMITED'])
    expect(answers[3]?.error?.data?.retryAfterMs).toBeGreaterThan(0)
    expect(count()).toBe(3)
  })
})

test('a flood of frames costs the client its socket', async () => {
  const server = await start({ config: { requestsPerSecond: 1, requestBurst: 10, unacknowledgedMessages: 10 } })
  const alice = await TestClient.open(server.url)
  for (let count = 0; count < 100; count += 1) alice.sendText('nonsense')
  expect(await alice.nextWhere((frame) => frame.type === 'error' && frame.error.code === 'RATE_LIMITED')).toBeDefined()
  expect(await alice.closed).toBe(closeCodes.refused)
})

test('too many connections of one address are refused', async () => {
  const server = await start({ config: { connectionsPerSecond: 1, connectionBurst: 2 } })
  await TestClient.connect(server.url)
  await TestClient.connect(server.url)
  await expect(TestClient.connect(server.url)).rejects.toThrow(/429/)
})

test('a link that answers no ping is given up, and its session waits', async () => {
  const server = await start({ config: { heartbeatMs: 30 } })
  const alice = await TestClient.open(server.url, { answersPings: false })
  for (let pings = 0; pings < 3; pings += 1) await alice.next('ping')
  expect(await alice.closed).toBe(closeCodes.heartbeatLost)
  expect(server.happenings).toEqual([['suspended', 'alice']])
})

test('a quiet link that answers pings is kept', async () => {
  const server = await start({ config: { heartbeatMs: 30 } })
  const alice = await TestClient.open(server.url)
  for (let pings = 0; pings < 8; pings += 1) await alice.next('ping')
  expect(server.happenings).toEqual([])
})

test('a client that reads slowly gets everything in order, without the socket holding it all', async () => {
  const server = await start({ config: { unacknowledgedMessages: 5_000, unacknowledgedMessagesHard: 5_000 } })
  const alice = await TestClient.open(server.url)
  await alice.request('room.leave', {})
  alice.socket.pause()
  const text = 'x'.repeat(10_000)
  const count = 2_000
  const session = server.sessions.get('alice')
  for (let id = 0; id < count; id += 1) {
    session?.send('text.received', { messageId: `${id}`, from: 'bob', text, sentAt: id })
  }
  // Twenty megabytes were queued; the socket was given what it takes and little more.
  expect(await server.metric('mrtc_signaling_messages_sent_total')).toBeLessThan(count / 2)
  alice.socket.resume()
  for (let seq = 2; seq <= count + 1; seq += 1) expect((await alice.next('message')).seq).toBe(seq)
})

test('a server that stops says goodbye', async () => {
  const server = await startTestServer()
  const [alice, bob] = [await TestClient.open(server.url), await TestClient.connect(server.url, { uid: 'bob' })]
  await server.close()
  expect(await alice.next('bye')).toMatchObject({ error: { code: 'SERVER_SHUTTING_DOWN' } })
  expect(await alice.closed).toBe(closeCodes.goingAway)
  expect(await bob.next('refused')).toMatchObject({ error: { code: 'SERVER_SHUTTING_DOWN' } })
  expect(server.happenings).toEqual([['ended', 'alice', 'shutdown']])
})

function resumeText(): string {
  return JSON.stringify({ type: 'resume', version: 1, sessionId: 'x', resumeToken: 'y', ack: 0 })
}
