/** The sound of all tracks together. */
import type { TrackFile } from './tracks.ts'

const msPerSecond = 1_000
const sampleRate = 48_000
const bitrateBps = 128_000
/** A gap that is longer is filled with silence; what is missing must not make the rest come early. */
const smallestGapSeconds = 0.03

/** FFmpeg's arguments, as long as the recording. */
export function soundArgs(tracks: readonly TrackFile[], durationMs: number, output: string): string[] {
  const inputs = tracks.flatMap(({ path, firstMs }) => ['-itsoffset', String(firstMs / msPerSecond), '-i', path])
  const each = tracks.map(
    (_, index) =>
      `[${index}:a]aresample=${sampleRate}:async=1:min_hard_comp=${smallestGapSeconds}:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo[s${index}]`,
  )
  const labels = tracks.map((_, index) => `[s${index}]`).join('')
  const mix = `${labels}amix=inputs=${tracks.length}:normalize=0:dropout_transition=0,alimiter=limit=0.95:level=0,apad[sound]`
  return [
    ...inputs,
    ...['-filter_complex', [...each, mix].join(';'), '-map', '[sound]', '-t', String(durationMs / msPerSecond)],
    ...['-c:a', 'aac', '-b:a', String(bitrateBps), '-f', 'matroska', output],
  ]
}
