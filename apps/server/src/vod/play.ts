/** Plays a file with FFmpeg, as fast as it is meant to be seen, into the tracks of a room. */
import type { FileHandle } from 'node:fs/promises'
import type { Ingest, IngestedTrack } from '../media/index.ts'
import { inputLimits } from './formats.ts'
import { guardedFile, runGuarded } from './guarded-process.ts'

const microsecondsPerMs = 1_000
const secondsPerMinute = 60
/** How often FFmpeg says how far it is, in seconds. */
const progressEverySeconds = 0.2
/** As large as calls are; larger pictures are made smaller. */
const widthMaxPx = 1_280
const heightMaxPx = 720
const framesPerSecondMax = 30
const videoBitrateBps = 1_500_000
const audioBitrateBps = 96_000
/** FFmpeg cannot be asked for a key frame: whoever comes in sees something after this at the latest. */
const keyFrameEverySeconds = 1
/** A packet of RTP has to fit into one of the network's, with what SRTP and tunnels add. */
const packetBytes = 1_200

interface PlayOptions {
  readonly ffmpeg: string
  readonly file: FileHandle
  readonly ingest: Ingest
  readonly maxMinutes: number
  readonly signal: AbortSignal
  /** Packets flow. */
  readonly onStarted: () => void
}

/** Resolves at the end of the file. @throws ProgramFailedError, ProgramMissingError, the signal's reason */
export async function play({ ffmpeg, file, ingest, maxMinutes, signal, onStarted }: PlayOptions): Promise<void> {
  let hasStarted = false
  const nowUs = Date.now() * microsecondsPerMs
  const args = [
    ...['-hide_banner', '-v', 'error', '-nostdin', '-nostats'],
    ...['-progress', 'pipe:1', '-stats_period', String(progressEverySeconds)],
    ...['-re', ...inputLimits, '-i', guardedFile],
    ...ingest.tracks.flatMap((track) => [
      ...(track.kind === 'audio' ? soundArgs : pictureArgs(track)),
      ...['-t', String(maxMinutes * secondsPerMinute), '-map_metadata', '-1'],
      // One beginning for all tracks, so that their sender reports say what belongs together.
      ...['-start_time_realtime', String(nowUs), '-cname', ingest.cname],
      ...['-ssrc', String(track.ssrc), '-payload_type', String(track.payloadType), '-f', 'rtp', addressOf(track)],
    ]),
  ]
  await runGuarded({
    program: ffmpeg,
    args,
    file,
    signal,
    onLine: (line) => {
      const doneUs = /^out_time_us=(\d+)/.exec(line)
      if (hasStarted || !doneUs || Number(doneUs[1]) === 0) return
      hasStarted = true
      onStarted()
    },
  })
}

const soundArgs = [
  ...['-map', '0:a:0', '-c:a', 'libopus', '-b:a', String(audioBitrateBps), '-ar', '48000', '-ac', '2'],
  ...['-application', 'audio', '-frame_duration', '20'],
]

function pictureArgs({ mimeType }: IngestedTrack): string[] {
  const fit = `scale=w='min(${widthMaxPx},iw)':h='min(${heightMaxPx},ih)':force_original_aspect_ratio=decrease`
  const even = 'scale=trunc(iw/2)*2:trunc(ih/2)*2'
  const codec =
    mimeType === 'video/H264'
      ? ['-c:v', 'libx264', '-profile:v', 'baseline', '-preset', 'ultrafast', '-x264-params', 'repeat-headers=1']
      : ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-auto-alt-ref', '0', '-lag-in-frames', '0']
  return [
    ...['-map', '0:V:0', '-vf', `${fit},${even},format=yuv420p`, '-fpsmax', String(framesPerSecondMax)],
    ...[...codec, '-bf', '0', '-b:v', String(videoBitrateBps), '-maxrate', String(videoBitrateBps)],
    ...['-bufsize', String(videoBitrateBps), '-force_key_frames', `expr:gte(t,n_forced*${keyFrameEverySeconds})`],
  ]
}

function addressOf({ address, rtpPort, rtcpPort }: IngestedTrack): string {
  return `rtp://${address}:${rtpPort}?rtcpport=${rtcpPort}&pkt_size=${packetBytes}`
}
