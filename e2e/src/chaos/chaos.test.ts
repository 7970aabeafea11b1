import { describe, expect, it } from 'vitest'
import { isFlawless, Ledger, reliabilityPercent } from './ledger.ts'
import { renderChaos } from './report.ts'
import { runChaos } from './run.ts'

describe('signalling on connections that break all the time', () => {
  it('answers each of 10,000 requests and delivers each acknowledged text and command once and in order', {
    timeout: 180_000,
  }, async () => {
    const result = await runChaos({ operations: 10_000, clients: 8, seed: 1 })
    console.log(renderChaos(result))
    const { tally, faults, serverPauses, clientPauses } = result
    expect(tally).toMatchObject({ operations: 10_000, lost: 0, doubled: 0, outOfOrder: 0, wrong: 0 })
    // What was promised is for the command to prove, on a machine of its own: other tests share this one.
    expect(reliabilityPercent(tally)).toBeGreaterThan(99.5)
    // It was no fair weather.
    expect(faults.connection).toBeGreaterThan(20)
    expect(faults.silence + faults.deafness).toBeGreaterThan(0)
    expect(faults.overtaking).toBeGreaterThan(0)
    expect(Math.min(serverPauses, clientPauses)).toBeGreaterThan(0)
  })
})

describe('the books', () => {
  function aliceToBob(count: number): Ledger {
    const ledger = new Ledger()
    for (let number = 1; number <= count; number += 1) {
      ledger.sent('alice', number)
      ledger.answered(ledger.begin())
      ledger.acknowledged('alice', number, ['bob'])
    }
    return ledger
  }

  it('find what is lost, doubled and out of order', () => {
    const ledger = aliceToBob(4)
    for (const number of [1, 3, 2, 3]) ledger.received('bob', 'alice', number)
    const tally = ledger.tally()
    expect(tally).toMatchObject({ deliveriesDue: 4, delivered: 3, lost: 1, doubled: 1, outOfOrder: 1, wrong: 0 })
    expect(isFlawless(tally)).toBe(false)
  })

  it('do not count a text as lost whose sender was told that it failed, nor as wrong when it arrives all the same', () => {
    const ledger = new Ledger()
    ledger.sent('alice', 1)
    ledger.failed(ledger.begin(), 'REQUEST_TIMEOUT')
    ledger.received('bob', 'alice', 1)
    expect(isFlawless(ledger.tally())).toBe(true)
    expect(ledger.tally().failures).toEqual({ REQUEST_TIMEOUT: 1 })
    expect(reliabilityPercent(ledger.tally())).toBe(0)
  })

  it('count requests that were answered twice or never as wrong', () => {
    const ledger = new Ledger()
    ledger.begin()
    const twice = ledger.begin()
    ledger.answered(twice)
    ledger.answered(twice)
    expect(ledger.tally().wrong).toBe(2)
  })
})
