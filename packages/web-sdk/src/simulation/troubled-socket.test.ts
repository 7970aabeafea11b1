import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TroubleLine } from './trouble-line.ts'

/** A WebSocket whose server is the test. */
class FakeSocket extends EventTarget {
  readonly sent: string[] = []
  isClosed = false

  send(data: string): void {
    this.sent.push(data)
  }

  close(): void {
    this.isClosed = true
  }

  say(data: string): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }
}

function setUp() {
  const fake = new FakeSocket()
  const line = new TroubleLine(() => fake as never)
  const socket = line.createWebSocket('ws://server')
  const heard: unknown[] = []
  const closed: number[] = []
  socket.addEventListener('message', ({ data }) => heard.push(data))
  socket.addEventListener('close', ({ code }) => closed.push(code))
  return { fake, line, socket, heard, closed }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('lets everything through while there is no trouble', () => {
  const { fake, socket, heard } = setUp()
  socket.send('1')
  fake.say('2')
  expect([fake.sent, heard]).toEqual([['1'], ['2']])
})

it('keeps the order of messages when a delay ends', async () => {
  const { fake, line, socket, heard } = setUp()
  line.delayMs = 300
  socket.send('1')
  fake.say('a')
  line.delayMs = 0
  socket.send('2')
  fake.say('b')
  expect([fake.sent, heard]).toEqual([[], []])
  await vi.advanceTimersByTimeAsync(300)
  expect([fake.sent, heard]).toEqual([
    ['1', '2'],
    ['a', 'b'],
  ])
})

it('lets nothing through and tells nobody while it is silent', () => {
  const { fake, line, socket, heard, closed } = setUp()
  line.isSilent = true
  socket.send('1')
  fake.say('a')
  fake.dispatchEvent(Object.assign(new Event('close'), { code: 1001, reason: '' }))
  expect([fake.sent, heard, closed]).toEqual([[], [], []])
  line.isSilent = false
  socket.send('2')
  expect(fake.sent).toEqual(['2'])
})

it('is lost without a word when the line is cut', () => {
  const { fake, line, socket, heard, closed } = setUp()
  line.drop()
  socket.send('1')
  fake.say('a')
  expect({ closed, sent: fake.sent, heard, isClosed: fake.isClosed }).toEqual({
    closed: [1006],
    sent: [],
    heard: [],
    isClosed: true,
  })
})

it('resumes a session that no server knows, once', () => {
  const { fake, line, socket } = setUp()
  const resume = JSON.stringify({ type: 'resume', sessionId: 'mine', ack: 1 })
  line.forgetsSession = true
  socket.send(JSON.stringify({ type: 'ping' }))
  socket.send(resume)
  socket.send(resume)
  expect(fake.sent.map((sent) => JSON.parse(sent).sessionId)).toEqual([undefined, 'simulated-unknown-session', 'mine'])
})
