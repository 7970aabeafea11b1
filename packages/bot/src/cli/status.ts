import { toDbov } from '../codec/index.ts'
import type { ReceptionReport } from '../reception/index.ts'

/** What is received, in one line. */
export function statusLine(elapsedSeconds: number, reports: readonly ReceptionReport[]): string {
  const time = `${elapsedSeconds.toFixed(0).padStart(4)} s`
  if (reports.length === 0) return `${time}  receives nothing`
  return `${time}  ${reports.map(describe).join('  |  ')}`
}

function describe({ uid, video, audio, kbps, firstFrameMs }: ReceptionReport): string {
  const parts: string[] = [uid]
  if (video !== undefined) {
    const size = video.width > 0 ? `${video.width}x${video.height}` : 'no picture yet'
    parts.push(`${video.codec} ${size} ${video.framesPerSecond.toFixed(1)} fps`)
    if (video.packetsLost > 0) parts.push(`${video.packetsLost} video packets lost`)
    if (video.decodeErrors > 0) parts.push(`${video.decodeErrors} decode errors`)
  }
  if (audio !== undefined) {
    parts.push(`sound ${toDbov(audio.rms).toFixed(0)} dBov`)
    if (audio.packetsLost > 0) parts.push(`${audio.packetsLost} sound packets lost`)
  }
  parts.push(`${kbps.toFixed(0)} kbit/s`)
  if (firstFrameMs !== undefined) parts.push(`first after ${firstFrameMs.toFixed(0)} ms`)
  return parts.join(', ')
}
