import type { LinkProfile } from '@mrtc/netlab'

/** "1000 kbit/s, 25 ms, 40 % lost" */
export function describeLink(profile: LinkProfile): string {
  const { rateKbps, queueMs, delayMs, jitterMs, lossShare, burstLoss, reorder, duplicateShare } = profile
  const parts = [
    ...(rateKbps === undefined ? [] : [`${rateKbps} kbit/s`]),
    ...(queueMs === undefined ? [] : [`queue of ${queueMs} ms`]),
    ...(delayMs === undefined ? [] : [`${delayMs} ms`]),
    ...(jitterMs === undefined
      ? []
      : [
          `± ${jitterMs} ms${profile.jitterShape ? ` (${profile.jitterShape})` : ''}${profile.jitterReorders ? ', reordering' : ''}`,
        ]),
    ...(lossShare === undefined || lossShare === 0 ? [] : [`${percent(lossShare)} lost`]),
    ...(burstLoss === undefined ? [] : [burstText(burstLoss)]),
    ...(reorder === undefined ? [] : [`${percent(reorder.share)} held back ${reorder.byMs} ms`]),
    ...(duplicateShare === undefined ? [] : [`${percent(duplicateShare)} doubled`]),
    ...(profile.blackhole ? ['nothing passes'] : []),
    ...(profile.blockUdp ? ['UDP blocked'] : []),
  ]
  return parts.length === 0 ? 'perfect' : parts.join(', ')
}

function burstText(burst: NonNullable<LinkProfile['burstLoss']>): string {
  return 'meanBurst' in burst
    ? `${percent(burst.lossShare)} lost in bursts of ${burst.meanBurst}`
    : `lost in bursts (good to bad ${percent(burst.goodToBad)}, bad to good ${percent(burst.badToGood)})`
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`
}
