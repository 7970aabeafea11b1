import { useDurationText } from './useDurationText.ts'

const secondMs = 1_000

/** How long something took, or has taken so far. */
export function useSpan(): (startedAt: string, endedAt: string | null) => string {
  const durationText = useDurationText()
  return (startedAt, endedAt) => {
    const endMs = endedAt === null ? Date.now() : Date.parse(endedAt)
    return durationText(Math.max(0, endMs - Date.parse(startedAt)) / secondMs)
  }
}
