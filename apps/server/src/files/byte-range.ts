import type { ObjectRange } from '../objects/index.ts'

/**
 * What a `Range` header asks of this many bytes: RFC 9110, section 14. Undefined for all of it, also where the header is
 * of a kind that we need not know (several ranges, other units); `unsatisfiable` when nothing lies within.
 */
export function parseByteRange(
  header: string | undefined,
  sizeBytes: number,
): ObjectRange | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return undefined
  const first = from === '' ? Math.max(0, sizeBytes - Number(to)) : Number(from)
  const last = from === '' || to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1)
  if (from !== '' && to !== '' && Number(to) < first) return undefined
  if (first >= sizeBytes || last < first) return 'unsatisfiable'
  return { offsetBytes: first, lengthBytes: last - first + 1 }
}
