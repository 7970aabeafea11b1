/** getStats as flat records of numbers, without what changes its name from call to call. */
import type { RawStats } from './api.ts'

/** Of these types; everything else repeats them or never changes. */
const rtpTypes: ReadonlySet<string> = new Set(['inbound-rtp', 'outbound-rtp', 'remote-inbound-rtp'])
/** Of several encodings these are those of the biggest one; counters are summed. */
const ofBiggest: ReadonlySet<string> = new Set(['frameWidth', 'frameHeight', 'framesPerSecond', 'roundTripTime'])
const left: ReadonlySet<string> = new Set(['id', 'timestamp', 'type', 'ssrc', 'kind', 'mediaType', 'rtxSsrc'])
const nestedLeft: ReadonlySet<string> = new Set(['psnrMeasurements', 'psnrSum', 'qualityLimitationDurations'])

type Stat = { readonly type: string; readonly kind?: string } & Record<string, unknown>

/** Values of one kind of track get its name in front, those of the path are `path.*`. */
export function flattenStats(reports: readonly RTCStatsReport[]): RawStats {
  const flat: RawStats = {}
  for (const report of reports) {
    for (const stat of report.values() as Iterable<Stat>) {
      if (rtpTypes.has(stat.type)) {
        const prefix = stat.type === 'remote-inbound-rtp' ? `${stat.kind}.remote` : `${stat.kind}`
        for (const [name, value] of Object.entries(stat)) add(flat, prefix, name, value)
      }
      if (stat.type === 'transport') addPath(flat, report.get(String(stat.selectedCandidatePairId)) as Stat | undefined)
    }
  }
  return flat
}

function add(flat: RawStats, prefix: string, name: string, value: unknown): void {
  if (left.has(name) || name.endsWith('Id') || nestedLeft.has(name)) return
  const key = `${prefix}.${name}`
  const before = flat[key]
  if (typeof value === 'number') {
    flat[key] = typeof before !== 'number' ? value : ofBiggest.has(name) ? Math.max(before, value) : before + value
  } else if (typeof value === 'string' || typeof value === 'boolean') {
    flat[key] = value
  }
}

function addPath(flat: RawStats, pair: Stat | undefined): void {
  if (!pair) return
  for (const name of ['currentRoundTripTime', 'availableOutgoingBitrate', 'bytesSent', 'bytesReceived'] as const) {
    const value = pair[name]
    if (typeof value === 'number') flat[`path.${name}`] = value
  }
}
