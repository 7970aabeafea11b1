import { checkProfile } from '@mrtc/netlab'
import { describe, expect, it } from 'vitest'
import { scenarios } from './index.ts'

describe('the scenarios', () => {
  it('have names of their own', () => {
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length)
  })

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s is consistent', (_name, scenario) => {
    const names = scenario.clients.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { link } of scenario.clients) {
      if (link) for (const profile of [link.up, link.down]) checkProfile(profile)
    }
    for (const { action, atSeconds } of scenario.timeline) {
      expect(atSeconds).toBeLessThan(scenario.seconds)
      if ('client' in action) expect(names).toContain(action.client)
    }
    for (const { client, of } of scenario.expectations)
      for (const name of [client, of]) if (name) expect(names).toContain(name)
    expect(scenario.clients.some(({ publish }) => publish)).toBe(true)
  })

  it('all together fit into an hour', () => {
    const overheadSeconds = 14
    const total = scenarios.reduce(
      (sum, { warmupSeconds, seconds }) => sum + warmupSeconds + seconds + overheadSeconds,
      0,
    )
    expect(total).toBeLessThan(60 * 60)
  })
})
