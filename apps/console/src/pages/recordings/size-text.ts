const step = 1_000
const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** A size in the unit that a person would use. */
export function sizeText(sizeBytes: number, number: (value: number) => string): string {
  let [value, at] = [sizeBytes, 0]
  while (value >= step && at < units.length - 1) {
    value /= step
    at += 1
  }
  return `${number(value)} ${units[at] ?? ''}`
}
