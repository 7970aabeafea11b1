import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Numbered, ReliableLink } from './link.ts'

describe('ReliableLink', () => {
  it('numbers from 1 and keeps what is not acknowledged', () => {
    const link = new ReliableLink<string>()
    expect(link.send('a')).toEqual({ seq: 1, body: 'a' })
    expect(link.send('b')).toEqual({ seq: 2, body: 'b' })
    expect(link.acknowledge(1)).toBe(true)
    expect(link.pending).toBe(1)
    expect(link.replay()).toEqual([{ seq: 2, body: 'b' }])
  })

  it('keeps the rest at each of several acknowledgements', () => {
    const link = new ReliableLink<string>()
    for (const body of ['a', 'b', 'c', 'd', 'e']) link.send(body)
    link.acknowledge(2)
    link.acknowledge(3)
    expect(link.replay().map(({ body }) => body)).toEqual(['d', 'e'])
    link.acknowledge(5)
    expect(link.replay()).toEqual([])
  })

  it('refuses an acknowledgement of what was never sent, and keeps everything', () => {
    const link = new ReliableLink<string>()
    expect(link.acknowledge(0)).toBe(true)
    expect(link.acknowledge(1)).toBe(false)
    link.send('a')
    expect(link.acknowledge(2)).toBe(false)
    expect(link.pending).toBe(1)
  })

  it('takes an old acknowledgement for what it is', () => {
    const link = new ReliableLink<string>()
    for (const body of ['a', 'b', 'c']) link.send(body)
    link.acknowledge(2)
    expect(link.acknowledge(1)).toBe(true)
    expect(link.replay()).toEqual([{ seq: 3, body: 'c' }])
  })

  it('tells new from seen and from missing', () => {
    const link = new ReliableLink<string>()
    expect([1, 1, 2, 4, 1, 3].map((seq) => link.receive(seq))).toEqual([
      'deliver',
      'duplicate',
      'deliver',
      'gap',
      'duplicate',
      'deliver',
    ])
    expect(link.received).toBe(3)
  })

  it('empties droppable messages but keeps their numbers', () => {
    const link = new ReliableLink<string>()
    for (const body of ['state', 'text', 'state']) link.send(body)
    const droppable = (body: string) => body === 'state'
    expect(link.drop(droppable)).toBe(2)
    expect(link.drop(droppable)).toBe(0)
    expect(link.replay()).toEqual([
      { seq: 1, body: null },
      { seq: 2, body: 'text' },
      { seq: 3, body: null },
    ])
  })
})

interface Message {
  readonly text: string
  readonly droppable: boolean
}

/** One side: its link, what it sent, what reached its application. */
class Side {
  readonly link = new ReliableLink<Message>()
  readonly sent: Message[] = []
  readonly delivered: (Message | null)[] = []
}
type Frame = Numbered<Message> & { readonly ack: number }
type Direction = 'up' | 'down'

/** Two sides and the sockets between them, which may break with frames in flight. Order within a socket is kept. */
class Connection {
  readonly client = new Side()
  readonly server = new Side()
  #inFlight: Record<Direction, Frame[]> | null = null

  constructor() {
    this.connect()
  }

  ends(direction: Direction): { from: Side; to: Side } {
    return direction === 'up' ? { from: this.client, to: this.server } : { from: this.server, to: this.client }
  }

  send(direction: Direction, droppable: boolean) {
    const { from } = this.ends(direction)
    const message = { text: `${direction} ${from.sent.length}`, droppable }
    from.sent.push(message)
    const numbered = from.link.send(message)
    this.#inFlight?.[direction].push({ ...numbered, ack: from.link.received })
  }

  /** The next frame arrives. A gap closes the socket, as both ends do. */
  arrive(direction: Direction) {
    const frame = this.#inFlight?.[direction].shift()
    if (!frame) return
    const { to } = this.ends(direction)
    expect(to.link.acknowledge(frame.ack)).toBe(true)
    const arrival = to.link.receive(frame.seq)
    if (arrival === 'deliver') to.delivered.push(frame.body)
    if (arrival === 'gap') this.#inFlight = null
  }

  repeat(direction: Direction) {
    const queue = this.#inFlight?.[direction]
    if (queue?.[0]) queue.unshift(queue[0])
  }

  lose(direction: Direction) {
    this.#inFlight?.[direction].shift()
  }

  cut() {
    this.#inFlight = null
  }

  /** A resume: each side hears what the other has, maybe from a while ago, and sends the rest again. */
  connect({ staleBy = 0 }: { staleBy?: number } = {}) {
    this.#inFlight = { up: [], down: [] }
    for (const direction of ['up', 'down'] as const) {
      const { from, to } = this.ends(direction)
      expect(from.link.acknowledge(Math.max(0, to.link.received - staleBy))).toBe(true)
      for (const numbered of from.link.replay()) {
        this.#inFlight[direction].push({ ...numbered, ack: from.link.received })
      }
    }
  }

  settle() {
    this.connect()
    for (const direction of ['up', 'down'] as const) {
      while (this.#inFlight?.[direction].length) this.arrive(direction)
    }
    this.connect()
  }
}

const direction = fc.constantFrom<Direction>('up', 'down')
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('send' as const), direction, droppable: fc.boolean() }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('arrive' as const), direction }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const), direction }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), direction }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('connect' as const), staleBy: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), direction }) },
)

describe('two links over sockets that break', () => {
  it('deliver each message once and in order, or empty if it may be dropped', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 60, maxLength: 150 }), (steps) => {
        const connection = new Connection()
        for (const at of steps) {
          if (at.do === 'send') connection.send(at.direction, at.droppable)
          if (at.do === 'arrive') connection.arrive(at.direction)
          if (at.do === 'repeat') connection.repeat(at.direction)
          if (at.do === 'lose') connection.lose(at.direction)
          if (at.do === 'cut') connection.cut()
          if (at.do === 'connect') connection.connect(at)
          if (at.do === 'drop') connection.ends(at.direction).from.link.drop(({ droppable }) => droppable)

          for (const way of ['up', 'down'] as const) {
            const { from, to } = connection.ends(way)
            expect(to.delivered.length).toBe(to.link.received)
            expect(from.link.pending).toBeGreaterThanOrEqual(from.sent.length - to.link.received)
            expect(from.link.acknowledge(from.sent.length + 1)).toBe(false)
          }
        }

        connection.settle()
        for (const way of ['up', 'down'] as const) {
          const { from, to } = connection.ends(way)
          expect(to.delivered).toHaveLength(from.sent.length)
          to.delivered.forEach((body, index) => {
            if (body === null) expect(from.sent[index]?.droppable).toBe(true)
            else expect(body).toBe(from.sent[index])
          })
          expect(from.link.pending).toBe(0)
        }
      }),
      { numRuns: 300 },
    )
  })
})
