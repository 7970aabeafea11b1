import { describe, expect, it } from 'vitest'
import { type LinkHealth, type LinkSample, patienceMs, step } from './link-health.ts'

const flows: LinkSample = { connection: 'connected', hasArrived: true, isExpected: true }
const silent: LinkSample = { ...flows, hasArrived: false }

/** Samples four times a second from `from` on, for so long. */
function after(health: LinkHealth, sample: LinkSample, { from, forMs }: { from: number; forMs: number }) {
  let restarts = 0
  let now = health
  for (let at = from; at <= from + forMs; at += 250) {
    const next = step(now, sample, at)
    now = next.health
    if (next.restartIce) restarts += 1
  }
  return { health: now, restarts }
}

describe('a direct link', () => {
  it('is given up when it does not come up in time, counted from its first attempt', () => {
    const waiting = after(
      { state: 'connecting', since: 0 },
      { ...silent, connection: 'new' },
      { from: 0, forMs: 60_000 },
    )
    expect(waiting.health.state).toBe('connecting')
    const trying = { ...silent, connection: 'connecting' } as const
    expect(after(waiting.health, trying, { from: 60_250, forMs: patienceMs - 1_000 }).health.state).toBe('connecting')
    expect(after(waiting.health, trying, { from: 60_250, forMs: patienceMs + 1_000 }).health.state).toBe('lost')
  })

  it('is left to the server after two seconds of silence, while ICE is restarted, and is lost when that does not help', () => {
    const up: LinkHealth = { state: 'flowing', heardAt: 0 }
    expect(after(up, silent, { from: 0, forMs: 1_750 }).health.state).toBe('flowing')
    expect(after(up, silent, { from: 0, forMs: 2_000 })).toMatchObject({ health: { state: 'silent' }, restarts: 1 })
    expect(after(up, silent, { from: 0, forMs: 12_000 })).toMatchObject({ health: { state: 'silent' }, restarts: 3 })
    expect(after(up, silent, { from: 0, forMs: 18_000 }).health.state).toBe('lost')
  })

  it('is used again once it has carried for two seconds', () => {
    const { health } = after({ state: 'flowing', heardAt: 0 }, silent, { from: 0, forMs: 3_000 })
    expect(after(health, flows, { from: 3_250, forMs: 1_500 }).health.state).toBe('silent')
    expect(after(health, flows, { from: 3_250, forMs: 2_000 }).health.state).toBe('flowing')
  })

  it('need not carry anything while everything is muted', () => {
    const muted = { ...silent, isExpected: false }
    expect(after({ state: 'flowing', heardAt: 0 }, muted, { from: 0, forMs: 60_000 }).health.state).toBe('flowing')
  })
})
