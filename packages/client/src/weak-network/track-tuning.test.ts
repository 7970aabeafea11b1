import type { types as ms } from 'mediasoup-client'
import { describe, expect, it } from 'vitest'
import { idlePlan } from './network-plan.ts'
import { VideoTuning } from './track-tuning.ts'
import { everythingWanted } from './video-demand.ts'

/** A producer of three layers, lowest first. */
function threeLayers() {
  let parameters = { encodings: [60_000, 150_000, 390_000].map((maxBitrate) => ({ maxBitrate, active: true })) }
  let changes = 0
  const rtpSender = {
    getParameters: () => structuredClone(parameters),
    setParameters: async (next: typeof parameters) => {
      parameters = next
      changes += 1
    },
  }
  return {
    // What is used of it.
    tuning: new VideoTuning({ rtpSender } as unknown as ms.Producer, undefined),
    active: () => parameters.encodings.map(({ active }) => active),
    maxBitrates: () => parameters.encodings.map(({ maxBitrate }) => maxBitrate),
    changes: () => changes,
  }
}
const wanting = (maxSpatialLayer: number | null) => ({ ...everythingWanted, maxSpatialLayer })

describe('tuning a video', () => {
  it('sends the layers up to the highest that is wanted, and none when none is', async () => {
    const { tuning, active } = threeLayers()
    await tuning.apply(idlePlan, wanting(1))
    expect(active()).toEqual([true, true, false])
    await tuning.apply(idlePlan, wanting(null))
    expect(active()).toEqual([false, false, false])
    await tuning.apply(idlePlan, everythingWanted)
    expect(active()).toEqual([true, true, true])
  })

  it('leaves the sender alone while nothing changes', async () => {
    const { tuning, changes } = threeLayers()
    await tuning.apply(idlePlan, wanting(0))
    await tuning.apply(idlePlan, wanting(0))
    expect(changes()).toBe(1)
  })

  it('keeps unwanted layers off whatever else is changed', async () => {
    const { tuning, active, maxBitrates } = threeLayers()
    await tuning.apply(idlePlan, wanting(0))
    await tuning.publish(1_200_000)
    await tuning.apply({ ...idlePlan, omitsVideo: true }, wanting(0))
    expect(active()).toEqual([false, false, false])
    await tuning.apply(idlePlan, wanting(0))
    expect(active()).toEqual([true, false, false])
    expect(maxBitrates()).toEqual([120_000, 300_000, 780_000])
  })
})
