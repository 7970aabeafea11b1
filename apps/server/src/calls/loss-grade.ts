/** How bad a reported loss is, in the words of metrics: few, so that a time series each is cheap. */
export type LossGrade = 'none' | 'light' | 'heavy' | 'severe'

/** Retransmission alone makes up for light loss; against severe loss everything there is is needed. */
const heavyFromShare = 0.07
const severeFromShare = 0.3

/** @param lossShare 0 to 1 */
export function lossGrade(lossShare: number): LossGrade {
  if (lossShare === 0) return 'none'
  if (lossShare < heavyFromShare) return 'light'
  return lossShare < severeFromShare ? 'heavy' : 'severe'
}
