import { expect, it } from 'vitest'
import { mediaPathOf, uplinkOf } from './media-path.ts'

const report = [
  ['old', { id: 'old', type: 'candidate-pair', nominated: false, state: 'succeeded', localCandidateId: 'b' }],
  [
    'pair',
    {
      id: 'pair',
      type: 'candidate-pair',
      nominated: true,
      state: 'succeeded',
      localCandidateId: 'a',
      currentRoundTripTime: 0.042,
      availableOutgoingBitrate: 900_000,
    },
  ],
  ['a', { id: 'a', type: 'local-candidate', protocol: 'tcp', candidateType: 'relay' }],
  ['b', { id: 'b', type: 'local-candidate', protocol: 'udp', candidateType: 'host' }],
] as const

it('is that of the pair in use', () => {
  expect(mediaPathOf(report)).toEqual({ protocol: 'tcp', isRelayed: true, roundTripTimeMs: 42 })
  expect(uplinkOf(report)).toBe(900_000)
})

it('is not known before media flows', () => {
  expect(mediaPathOf([])).toBeUndefined()
})
