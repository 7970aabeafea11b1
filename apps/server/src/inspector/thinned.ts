import type { QualitySample } from './call-changes.ts'
import { merged, worseOf } from './quality.ts'

/** Puts neighbours together until there are no more than `points`; what is worst in them stays the grade. */
export function thinned(samples: readonly QualitySample[], points: number): QualitySample[] {
  const together = Math.ceil(samples.length / points)
  const thin: QualitySample[] = []
  for (const [index, sample] of samples.entries()) {
    const last = index % together === 0 ? undefined : thin.pop()
    thin.push(last ? both(last, sample) : sample)
  }
  return thin
}

function both(a: QualitySample, b: QualitySample): QualitySample {
  return { ...a, grade: worseOf(a.grade, b.grade), measured: merged(a.measured, b.measured) }
}
