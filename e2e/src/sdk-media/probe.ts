/** What FFmpeg says about a file that a page made. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const timeoutMs = 60_000

export interface ProbedStream {
  readonly codec_type: 'audio' | 'video'
  readonly codec_name: string
  readonly width?: number
  readonly height?: number
  readonly nb_read_packets?: string
}

export interface Probe {
  /** As the container declares it. */
  readonly durationS: number
  readonly formatName: string
  readonly streams: readonly ProbedStream[]
}

export class ProbedFile implements AsyncDisposable {
  readonly #folder: string
  readonly #path: string

  private constructor(folder: string) {
    this.#folder = folder
    this.#path = join(folder, 'file')
  }

  static async write(base64: string): Promise<ProbedFile> {
    const file = new ProbedFile(await mkdtemp(join(tmpdir(), 'mrtc-probe-')))
    await writeFile(file.#path, Buffer.from(base64, 'base64'))
    return file
  }

  async probe(): Promise<Probe> {
    const args = ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', '-count_packets', this.#path]
    const { stdout } = await run('ffprobe', args, { timeout: timeoutMs })
    const { format, streams } = JSON.parse(stdout) as {
      format: { duration?: string; format_name: string }
      streams: ProbedStream[]
    }
    return { durationS: Number(format.duration), formatName: format.format_name, streams }
  }

  /** Everything that FFmpeg finds wrong when it decodes the whole file; empty when it plays. */
  async decodingErrors(): Promise<string> {
    // Times as they are in the file: FFmpeg would round them to a frame rate that it guesses, and complain of doubles.
    const times = ['-fps_mode', 'passthrough', '-enc_time_base', '1:1000']
    const args = ['-v', 'error', '-i', this.#path, ...times, '-f', 'null', '-']
    const { stderr } = await run('ffmpeg', args, { timeout: timeoutMs })
    return stderr
  }

  /** Red, green and blue of pixels in the picture at a time. */
  async coloursAt(timeS: number, points: readonly (readonly [x: number, y: number])[]): Promise<number[][]> {
    const { streams } = await this.probe()
    const width = streams.find(({ codec_type }) => codec_type === 'video')?.width ?? 0
    const args = [
      '-v',
      'error',
      '-ss',
      String(timeS),
      '-i',
      this.#path,
      '-frames:v',
      '1',
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-',
    ]
    const { stdout } = await run('ffmpeg', args, {
      timeout: timeoutMs,
      encoding: 'buffer',
      maxBuffer: 64 * 1024 * 1024,
    })
    return points.map(([x, y]) => [...stdout.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)])
  }

  /** Mean volume in dB; silence is about -91. */
  async volumeDb(): Promise<number> {
    const { stderr } = await run('ffmpeg', ['-i', this.#path, '-af', 'volumedetect', '-vn', '-f', 'null', '-'], {
      timeout: timeoutMs,
    })
    return Number(/mean_volume: (-?[\d.]+) dB/.exec(stderr)?.[1])
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true })
  }
}
