import { describe, expect, it } from 'vitest'
import { networkAwaySeconds } from './network-away.ts'
import { type TimelineEntry, timelineEntrySchema } from './step.ts'

const entry = (atSeconds: number, action: object): TimelineEntry => timelineEntrySchema.parse({ atSeconds, action })
const leave = (atSeconds: number) => entry(atSeconds, { step: 'leaveInterface', client: 'bob' })
const add = (atSeconds: number, client = 'bob') => entry(atSeconds, { step: 'addInterface', client, device: 'wwan0' })

function away(event: TimelineEntry, ...others: TimelineEntry[]): number {
  return networkAwaySeconds(event, { timeline: [event, ...others], seconds: 20 })
}

describe('how long a client has no network', () => {
  it('is as long as an outage lasts', () => {
    expect(away(entry(4, { step: 'outage', client: 'bob', seconds: 5 }))).toBe(5)
  })

  it('is until the next interface comes when the only one is left', () => {
    expect(away(leave(4), add(5.5))).toBe(1.5)
    expect(away(leave(4), add(5.5, 'carol'), add(7))).toBe(3)
  })

  it('is nothing where another interface was there before', () => {
    expect(away(leave(5), add(3))).toBe(0)
  })

  it('is the rest of the scenario where none comes', () => {
    expect(away(leave(5))).toBe(15)
  })

  it('is until the carrier is found again', () => {
    const carrier = (atSeconds: number, on: boolean) => entry(atSeconds, { step: 'setCarrier', client: 'bob', on })
    expect(away(carrier(2, false), carrier(6, true))).toBe(4)
  })

  it('is nothing for what takes no network away', () => {
    expect(away(entry(4, { step: 'killMediaWorker' }))).toBe(0)
    expect(away(entry(4, { step: 'changeAddress', client: 'bob' }))).toBe(0)
  })
})
