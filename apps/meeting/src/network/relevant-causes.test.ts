import type { NetworkCause } from '@mrtc/client'
import { describe, expect, it } from 'vitest'
import { relevantCauses } from './relevant-causes.ts'

const up: NetworkCause = { cause: 'randomLoss', direction: 'up', lossShare: 0.2 }
const down: NetworkCause = { cause: 'jitter', direction: 'down', jitterMs: 60 }
const receiver: NetworkCause = { cause: 'receiverLoss', lossShare: 0.3 }

describe('why something was changed', () => {
  it('is what was wrong with the direction that was changed', () => {
    expect(relevantCauses([{ setting: 'redDepth', value: 4 }], [up, down, receiver])).toEqual([up, receiver])
    expect(relevantCauses([{ setting: 'jitterBufferTargetMs', value: 200 }], [up, down, receiver])).toEqual([down])
  })

  it('is everything that was seen when that direction was well', () => {
    expect(relevantCauses([{ setting: 'redDepth', value: 0 }], [down])).toEqual([down])
  })
})
