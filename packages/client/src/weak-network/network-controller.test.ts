import { describe, expect, it } from 'vitest'
import { type ControllerState, initialState, type NetworkDecision, step } from './network-controller.ts'
import { idlePlan } from './network-plan.ts'
import type { NetworkSample, PathSample } from './network-sample.ts'

const packetsPerSecond = 65
const baseRttMs = 50

interface Weather {
  readonly loss?: number
  /** Null: none was measured. */
  readonly rttMs?: number | null
  readonly longestRttMs?: number
  readonly jitterMs?: number
  readonly availableBps?: number
}

const path = ({ loss = 0, rttMs = baseRttMs, jitterMs = 2, longestRttMs, availableBps }: Weather): PathSample => ({
  packets: packetsPerSecond,
  lostPackets: Math.round(packetsPerSecond * loss),
  rttMs: rttMs ?? undefined,
  longestRttMs,
  jitterMs,
  availableBps,
})

interface Second {
  readonly up?: Weather
  readonly down?: Weather
  readonly demand?: number
  readonly limitBps?: number
}

/** A call whose network is told second by second. */
class Call {
  state: ControllerState = initialState
  readonly decisions: NetworkDecision[] = []
  #seconds = 0

  spends(seconds: number, { up = {}, down = {}, demand = 0, limitBps }: Second): this {
    for (let n = 0; n < seconds; n++) {
      const sample: NetworkSample = {
        atMs: ++this.#seconds * 1_000,
        up: path(up),
        down: path(down),
        demandedLossShare: demand,
        demandedLimitBps: limitBps,
      }
      const { state, decision } = step(this.state, sample)
      this.state = state
      if (decision) this.decisions.push(decision)
    }
    return this
  }

  get plan() {
    return this.state.plan
  }

  get last() {
    return this.decisions.at(-1)
  }
}

describe('on a clean network', () => {
  it('decides nothing', () => {
    const call = new Call().spends(120, {})
    expect(call.decisions).toEqual([])
    expect(call.plan).toBe(idlePlan)
  })

  it('is not alarmed by a single late answer or a single lost packet', () => {
    const call = new Call()
      .spends(10, {})
      .spends(1, { up: { rttMs: 400 } })
      .spends(10, {})
    call.spends(1, { up: { loss: 1 / packetsPerSecond } }).spends(10, {})
    expect(call.decisions).toEqual([])
  })
})

describe('against random loss of what we send', () => {
  it('repeats sound, and holds the bitrate up', () => {
    const call = new Call().spends(5, {}).spends(9, { up: { loss: 0.4 } })
    expect(call.plan).toEqual({
      redDepth: 8,
      opusBitrateBps: 20_000,
      minVideoBitrateBps: 900_000,
      maxVideoBitrateBps: 300_000,
      omitsVideo: false,
      jitterBufferTargetMs: undefined,
      uplinkRepair: 'strong',
      downlinkRepair: undefined,
    })
    const floors = call.decisions.map(({ plan }) => plan.minVideoBitrateBps)
    expect([...new Set(floors)]).toEqual([undefined, 900_000])
    expect(call.last).toMatchObject({ side: 'up', up: 'randomLoss', down: 'clean' })
    expect(call.last?.causes).toEqual([{ cause: 'randomLoss', direction: 'up', lossShare: expect.closeTo(0.4, 1) }])
    expect(call.last?.reasons[0]).toBe('40 % of what we send is lost while round trips take no longer: random loss')
  })

  it('leaves the bitrate alone when there is little of it', () => {
    const call = new Call().spends(5, {}).spends(20, { up: { loss: 0.05 } })
    expect(call.plan).toMatchObject({ redDepth: 2, minVideoBitrateBps: undefined, maxVideoBitrateBps: undefined })
  })

  it('takes everything back when the network heals, not at once but within half a minute', () => {
    const call = new Call().spends(5, {}).spends(20, { up: { loss: 0.4 }, down: { loss: 0.4 } })
    call.spends(3, {})
    expect(call.plan.redDepth).toBe(8)
    call.spends(27, {})
    expect(call.plan).toEqual(idlePlan)
    expect(call.last?.reasons).toEqual(['the network is well'])
  })

  it('does not change its mind with each gust', () => {
    const call = new Call().spends(5, {})
    for (let n = 0; n < 30; n++) call.spends(2, { up: { loss: 0.38 } }).spends(2, { up: { loss: 0.28 } })
    expect(call.decisions.length).toBeLessThan(12)
  })
})

describe('when loss is congestion', () => {
  it('never pushes while round trips show a queue', () => {
    const call = new Call().spends(5, {}).spends(60, { up: { loss: 0.3, rttMs: baseRttMs + 250 } })
    const late = call.decisions.filter(({ atMs }) => atMs > 8_000)
    expect(late.every(({ plan }) => plan.minVideoBitrateBps === undefined && plan.redDepth <= 1)).toBe(true)
    expect(call.last).toMatchObject({ up: 'congestion', side: 'up' })
  })

  it('stops pushing within three seconds when a queue builds, and does not try again for half a minute', () => {
    const call = new Call().spends(5, {}).spends(8, { up: { loss: 0.4 } })
    expect(call.plan.minVideoBitrateBps).toBe(900_000)
    call.spends(3, { up: { loss: 0.4, rttMs: baseRttMs + 200 } })
    expect(call.plan).toMatchObject({ minVideoBitrateBps: undefined, redDepth: 1 })
    expect(call.last?.reasons).toContain('no push: delay grew with the bitrate, so the network is full')
    call.spends(25, { up: { loss: 0.4 } })
    expect(call.plan.minVideoBitrateBps).toBeUndefined()
  })

  it('does not push when loss comes with a queue that fills at the same time, nor right after it', () => {
    const call = new Call().spends(20, {})
    call
      .spends(1, { up: { loss: 0.2, rttMs: baseRttMs + 150 } })
      .spends(2, { up: { loss: 0.4, rttMs: baseRttMs + 300 } })
    call.spends(3, { up: { loss: 0.2, rttMs: baseRttMs + 200 } }).spends(20, { up: { rttMs: baseRttMs + 20 } })
    expect(call.decisions.map(({ plan }) => plan.minVideoBitrateBps)).toEqual(call.decisions.map(() => undefined))
  })

  it('stops pushing when loss grows with the bitrate: a bottleneck without a queue', () => {
    const call = new Call().spends(5, {}).spends(6, { up: { loss: 0.2 } })
    expect(call.plan.minVideoBitrateBps).toBeDefined()
    call.spends(14, { up: { loss: 0.5 } })
    expect(call.plan.minVideoBitrateBps).toBeUndefined()
    expect(call.plan.uplinkRepair).toBeUndefined()
    expect(call.last?.reasons).toContain('no push: loss grew with the bitrate, so the network is full')
  })
})

describe('when loss begins', () => {
  it('waits for a round trip before it takes loss for random: a full queue loses as much', () => {
    const call = new Call().spends(20, {}).spends(2, { demand: 0, up: { loss: 0.2, rttMs: null } })
    call.spends(3, { up: { loss: 0.1, rttMs: baseRttMs + 250 } })
    expect(call.state.up.diagnosis).toBe('congestion')
    expect(call.decisions.every(({ up, plan }) => up === 'congestion' && plan.redDepth <= 1)).toBe(true)
  })

  it('takes back what it thought when a round trip through the queue is measured late', () => {
    const call = new Call().spends(20, {}).spends(3, { up: { loss: 0.15 } })
    call.spends(1, { up: { loss: 0.15, longestRttMs: baseRttMs + 220 } })
    expect(call.state.up.diagnosis).toBe('congestion')
    expect(call.plan.redDepth).toBeLessThanOrEqual(1)
  })

  it('does not wait for long', () => {
    const call = new Call().spends(20, {}).spends(4, { up: { loss: 0.2, rttMs: null } })
    expect(call.plan.redDepth).toBeGreaterThan(0)
  })
})

describe('for what we receive', () => {
  it('waits for as many retransmissions as the loss takes', () => {
    const targets = [0.05, 0.1, 0.2, 0.4].map((loss) => {
      return new Call().spends(5, {}).spends(6, { down: { loss } }).plan.jitterBufferTargetMs
    })
    expect(targets).toEqual([300, 350, 450, 600])
  })

  it('asks the server for strong repair of heavy loss', () => {
    const call = new Call().spends(5, {}).spends(6, { down: { loss: 0.4 } })
    expect(call.plan).toMatchObject({ uplinkRepair: undefined, downlinkRepair: 'strong' })
    expect(new Call().spends(5, {}).spends(6, { down: { loss: 0.1 } }).plan.downlinkRepair).toBeUndefined()
  })

  it('gives strong repair up at once when the network is congested', () => {
    const call = new Call().spends(5, {}).spends(6, { down: { loss: 0.4 } })
    call.spends(3, { down: { loss: 0.4, rttMs: baseRttMs + 300 } })
    expect(call.last).toMatchObject({ down: 'congestion', plan: { downlinkRepair: undefined } })
  })

  it('waits longer where round trips are longer, up to a second', () => {
    const distant = { rttMs: 300 }
    const call = new Call().spends(5, { down: distant }).spends(6, { down: { ...distant, loss: 0.4 } })
    expect(call.plan.jitterBufferTargetMs).toBe(1_000)
  })

  it('evens out jitter', () => {
    const call = new Call().spends(5, {}).spends(6, { down: { jitterMs: 60 } })
    expect(call.last).toMatchObject({ down: 'jitter', side: 'down', plan: { jitterBufferTargetMs: 200 } })
  })

  it('adds no delay to congestion', () => {
    const call = new Call().spends(5, {}).spends(20, { down: { loss: 0.1, rttMs: baseRttMs + 300 } })
    expect(call.state.down.diagnosis).toBe('congestion')
    expect(call.plan).toBe(idlePlan)
  })
})

describe('for those who receive us', () => {
  it('repeats sound as their loss demands, and takes it back', () => {
    const call = new Call().spends(5, {}).spends(2, { demand: 0.3 })
    expect(call.plan).toMatchObject({ redDepth: 8, opusBitrateBps: 20_000, minVideoBitrateBps: undefined })
    expect(call.last?.reasons).toEqual(['a receiver loses 30 % of what we send'])
    call.spends(12, {})
    expect(call.plan).toEqual(idlePlan)
  })
})

describe('when next to nothing gets through', () => {
  const starved = { up: { availableBps: 60_000 } }

  it('leaves pictures out for the sake of sound, says so, and tries again', () => {
    const call = new Call().spends(5, {}).spends(5, starved)
    expect(call.plan.omitsVideo).toBe(true)
    expect(call.last?.reasons).toContain('less than 100 kbit/s get through: sound only')
    call.spends(12, { up: { availableBps: 300_000 } })
    expect(call.plan).toEqual(idlePlan)
    expect(call.last?.reasons).toEqual(['the network is well'])
  })

  it('tries again less and less often while that was too early', () => {
    const call = new Call().spends(5, {}).spends(300, starved)
    const attempts = call.decisions.filter(({ plan }) => !plan.omitsVideo)
    expect(attempts.length).toBeGreaterThan(3)
    expect(attempts.length).toBeLessThan(8)
  })

  it('bears a short fall of the estimate, and one that random loss explains', () => {
    expect(new Call().spends(5, {}).spends(3, starved).spends(20, {}).decisions).toEqual([])
    const lossy = new Call().spends(5, {}).spends(20, { up: { loss: 0.4, availableBps: 60_000 } })
    expect(lossy.decisions.every(({ plan }) => !plan.omitsVideo)).toBe(true)
  })
})

it('says once that receivers cannot take all of our video, and once that they can again', () => {
  const call = new Call().spends(5, {})
  for (const limitBps of [400_000, 420_000, 440_000]) call.spends(3, { limitBps })
  call.spends(5, {})
  expect(call.decisions.map(({ reasons }) => reasons)).toEqual([
    ['the downlinks of our receivers take 400 kbit/s of video: we send no more'],
    ['the network is well'],
  ])
})
