import type { PictureSize } from '../happenings/index.ts'

/** What a minute of a call counts as (guide section 5.4), from the cheapest to the dearest. */
export const callClasses = ['audio', '360P', '540P', '720P', '1080P'] as const
export type CallClass = (typeof callClasses)[number]

/** The most lines of a picture that a class takes. What is larger than all of them counts as the last. */
const linesOf: readonly (readonly [CallClass, number])[] = [
  ['360P', 360],
  ['540P', 540],
  ['720P', 720],
]

/** A picture on its side is of the same class: its shorter edge counts. Without a picture it is `audio`. */
export function callClassOf(size: PictureSize | undefined): CallClass {
  if (!size) return 'audio'
  const lines = Math.min(size.widthPx, size.heightPx)
  return linesOf.find(([, most]) => lines <= most)?.[0] ?? '1080P'
}

/** The dearest of them; undefined of none. */
export function dearestOf(classes: Iterable<CallClass>): CallClass | undefined {
  let dearest = -1
  for (const callClass of classes) dearest = Math.max(dearest, callClasses.indexOf(callClass))
  return callClasses[dearest]
}
