import type { Drain, JoinPlan, RoomAddress } from '../page/index.ts'

/** A client of the call, whatever it runs on. */
export interface Participant extends AsyncDisposable {
  readonly name: string
  readonly kind: 'chromium' | 'bot'
  /** Of its main process; everything below belongs to it. */
  readonly pid: number | undefined
  /** Warnings and errors that it wrote, the last ones. */
  readonly log: readonly string[]
  /** Its clock less ours. */
  clock(): Promise<{ offsetMs: number; errorMs: number }>
  join(plan: JoinPlan): Promise<RoomAddress>
  drain(): Promise<Drain>
  pauseVideo(paused: boolean): Promise<void>
  leave(): Promise<void>
}

const rounds = 8

/** The quickest of some round trips bounds the difference best. */
export async function compareClocks(theirs: () => Promise<number>): Promise<{ offsetMs: number; errorMs: number }> {
  let best = { offsetMs: 0, errorMs: Number.POSITIVE_INFINITY }
  for (let round = 0; round < rounds; round++) {
    const before = ourNowMs()
    const theirNow = await theirs()
    const after = ourNowMs()
    const errorMs = (after - before) / 2
    if (errorMs < best.errorMs) best = { offsetMs: theirNow - (before + errorMs), errorMs }
  }
  return best
}

export function ourNowMs(): number {
  return performance.timeOrigin + performance.now()
}

/** Lines that are kept of a participant. */
const keptLines = 50

export function keepLine(lines: string[], line: string): void {
  lines.push(line.slice(0, 500))
  if (lines.length > keptLines) lines.shift()
}
