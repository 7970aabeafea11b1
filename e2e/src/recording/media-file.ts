/** What is in a media file, by FFmpeg's own tools. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const timeoutMs = 60_000
const maxBytes = 64 * 1024 * 1024

export interface ProbedFile {
  readonly durationSeconds: number
  readonly streams: readonly {
    readonly kind: 'audio' | 'video'
    readonly codec: string
    readonly width: number | undefined
    readonly height: number | undefined
    readonly durationSeconds: number
  }[]
}

export async function probe(path: string): Promise<ProbedFile> {
  const args = ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', path]
  const { stdout } = await run('ffprobe', args, { timeout: timeoutMs })
  const { format, streams } = JSON.parse(stdout)
  return {
    durationSeconds: Number(format.duration),
    streams: streams.map((stream: Record<string, unknown>) => ({
      kind: stream.codec_type,
      codec: stream.codec_name,
      width: stream.width,
      height: stream.height,
      durationSeconds: Number(stream.duration ?? format.duration),
    })),
  }
}

export type Colour = 'black' | 'red' | 'green' | 'blue' | 'white' | 'other'

/** The picture at a time; asked for the colours around points of it. */
export async function pictureAt(path: string, seconds: number): Promise<(x: number, y: number) => Colour> {
  const [video] = (await probe(path)).streams.filter(({ kind }) => kind === 'video')
  const { width = 0 } = video ?? {}
  const args = [
    '-v',
    'error',
    '-i',
    path,
    '-ss',
    String(seconds),
    '-frames:v',
    '1',
    '-pix_fmt',
    'rgb24',
    '-f',
    'rawvideo',
    '-',
  ]
  const { stdout } = await run('ffmpeg', args, { timeout: timeoutMs, encoding: 'buffer', maxBuffer: maxBytes })
  return (x, y) => {
    const at = (y * width + x) * 3
    return colourOf([stdout[at] ?? 0, stdout[at + 1] ?? 0, stdout[at + 2] ?? 0])
  }
}

/** A component is there or it is not, whatever the codecs made of it. */
const threshold = 110

function colourOf(rgb: readonly [number, number, number]): Colour {
  const key = rgb.map((value) => (value > threshold ? 1 : 0)).join('')
  const colours: Readonly<Record<string, Colour>> = {
    '000': 'black',
    '100': 'red',
    '010': 'green',
    '001': 'blue',
    '111': 'white',
  }
  return colours[key] ?? 'other'
}

/** Loudness in dB of full scale; silence is -91 or less. */
export async function loudness(path: string, { from, seconds }: { from: number; seconds: number }): Promise<number> {
  const args = [
    '-hide_banner',
    '-nostats',
    '-ss',
    String(from),
    '-t',
    String(seconds),
    '-i',
    path,
    '-vn',
    '-af',
    'volumedetect',
    '-f',
    'null',
    '-',
  ]
  const { stderr } = await run('ffmpeg', args, { timeout: timeoutMs })
  return Number(/mean_volume: (-?[\d.]+) dB/.exec(stderr)?.[1] ?? Number.NEGATIVE_INFINITY)
}
