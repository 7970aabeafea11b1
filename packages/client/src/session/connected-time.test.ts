import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { ConnectedTime } from './connected-time.ts'

describe('time with a connection', () => {
  it('alone brings a timer nearer', async () => {
    const clock = new VirtualClock()
    const time = new ConnectedTime(clock)
    let rings = 0
    time.setTimer(1_000, () => {
      rings += 1
    })
    await clock.advance(5_000)
    time.run()
    await clock.advance(600)
    time.stop()
    await clock.advance(60_000)
    time.run()
    await clock.advance(399)
    expect(rings).toBe(0)
    await clock.advance(1)
    expect(rings).toBe(1)
    expect(clock.timers).toBe(0)
  })

  it('does not ring what was cancelled, and leaves no timer', async () => {
    const clock = new VirtualClock()
    const time = new ConnectedTime(clock)
    time.run()
    const cancel = time.setTimer(10, () => expect.unreachable())
    time.stop()
    cancel()
    time.run()
    expect(clock.timers).toBe(0)
    await clock.advance(100)
  })
})
