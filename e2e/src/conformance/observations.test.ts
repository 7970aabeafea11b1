import { expect, it } from 'vitest'
import { Observations } from './observations.ts'

it('counts a method once it has succeeded, and the code of one that has not', () => {
  const seen = new Observations()
  seen.addCall({ method: 'Publish', outcome: { code: -1072, reason: 'PARAMETER_INVALID' } })
  expect([...seen.methods]).toEqual([])
  expect([...seen.codes]).toEqual(['-1072'])
  seen.addCall({ method: 'Publish', outcome: { value: 1 } })
  expect([...seen.methods]).toEqual(['Publish'])
})

it('takes the code of a callback from its own place, and no stream id for one', () => {
  const seen = new Observations()
  seen.addCallback(['OnPublishFailed', 5001, -1071, 'refused'])
  seen.addCallback(['OnPublishSucc', 5002])
  expect([...seen.callbacks]).toEqual(['OnPublishFailed', 'OnPublishSucc'])
  expect([...seen.codes]).toEqual(['-1071'])
})
