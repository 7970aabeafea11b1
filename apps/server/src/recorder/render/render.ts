/** Makes the files of a recording out of what was captured. */
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Rendering, TrackKind } from '@mrtc/protocol'
import { readJournal } from '../capture/journal.ts'
import type { RenderedFile, RenderFailure } from './contract.ts'
import { runFfmpeg } from './ffmpeg.ts'
import { sceneVideoArgs } from './scene-video.ts'
import { type Scene, scenesOf } from './scenes.ts'
import { soundArgs } from './sound.ts'
import { RecordingTime, storyOf } from './timeline.ts'
import { measureSegment, shareClocks, type TrackFile, writeTrackFile } from './tracks.ts'
import { watermarkFilters } from './watermarks.ts'

export class RenderError extends Error {
  override readonly name = 'RenderError'
  readonly failure: RenderFailure

  constructor(failure: RenderFailure, message: string, options: ErrorOptions = {}) {
    super(message, options)
    this.failure = failure
  }
}

interface RenderOptions {
  readonly captureDir: string
  readonly outputDir: string
  readonly key: Buffer
  readonly ffmpeg: string
  readonly rendering?: Rendering | undefined
  readonly signal: AbortSignal
  readonly onProgress: (share: number) => void
}

const msPerSecond = 1_000

/** @throws RenderError; the signal's reason */
export async function render(options: RenderOptions): Promise<RenderedFile[]> {
  const { captureDir, outputDir, key, signal } = options
  const entries = await readJournal(captureDir)
  const source = { dir: captureDir, key, outputDir }
  const measured = []
  for (const segment of storyOf(entries, 0).segments) {
    const each = await measureSegment(source, segment)
    if (each) measured.push(each)
    signal.throwIfAborted()
  }
  if (measured.length === 0) throw new RenderError('empty', 'Nothing was published while it recorded.')
  const told = storyOf(entries, Math.max(...measured.map(({ lastArrivedAtMs }) => lastArrivedAtMs)))
  const rendering = options.rendering ?? told.parameters.rendering
  // Those that it began with may be others now.
  const [begin, ...changes] = told.watermarks
  const story = begin ? { ...told, watermarks: [{ ...begin, watermarks: rendering.watermarks }, ...changes] } : told
  const time = new RecordingTime(story.kept, Math.min(...measured.map(({ firstArrivedAtMs }) => firstArrivedAtMs)))
  const tracks: TrackFile[] = []
  for (const each of shareClocks(measured)) {
    const track = await writeTrackFile(source, each, time)
    if (track) tracks.push(track)
    signal.throwIfAborted()
  }
  if (tracks.length === 0) throw new RenderError('empty', 'No whole picture and no sound was recorded.')
  return new Rendition({ ...options, rendering, story, time, tracks }).make()
}

interface RenditionOptions extends RenderOptions {
  readonly rendering: Rendering
  readonly story: ReturnType<typeof storyOf>
  readonly time: RecordingTime
  readonly tracks: readonly TrackFile[]
}

/** A stretch of the recording that becomes a file. */
interface Part {
  readonly index: number
  readonly fromMs: number
  readonly toMs: number
  readonly scenes: readonly number[]
}

class Rendition {
  readonly #options: RenditionOptions
  readonly #scenes: readonly Scene[]
  readonly #kinds: readonly TrackKind[]

  constructor(options: RenditionOptions) {
    this.#options = options
    const { story, rendering, time, tracks } = options
    const firstPictureMs = new Map<string, number>()
    for (const { feedId, kind, firstMs } of tracks) {
      if (kind === 'video') firstPictureMs.set(feedId, Math.min(firstMs, firstPictureMs.get(feedId) ?? firstMs))
    }
    this.#scenes = scenesOf({ story, rendering, time, firstPictureMs })
    this.#kinds = (['audio', 'video'] as const).filter((kind) => tracks.some((track) => track.kind === kind))
  }

  async make(): Promise<RenderedFile[]> {
    const { rendering } = this.#options
    try {
      if (this.#kinds.includes('video')) await this.#makeScenes()
      if (this.#kinds.includes('audio')) await this.#makeSound()
    } catch (error) {
      throw this.#failure('convert', error)
    }
    const files: RenderedFile[] = []
    for (const part of this.#parts()) {
      files.push(await this.#makeFile(part, this.#kinds, rendering.format, 'convert'))
      const { separate } = rendering
      if (separate && this.#kinds.length > 1) {
        files.push(await this.#makeFile(part, [separate], separate === 'audio' ? 'm4a' : rendering.format, 'separate'))
      }
    }
    return files
  }

  async #makeScenes(): Promise<void> {
    const { captureDir, outputDir, tracks, rendering, time, onProgress } = this.#options
    const allFrames = this.#scenes.at(-1)?.toFrame ?? 1
    for (const [index, scene] of this.#scenes.entries()) {
      const watermarkFilter = await watermarkFilters({ scene, index, outputDir, captureDir, time, rendering })
      const args = sceneVideoArgs({ scene, tracks, rendering, watermarkFilter, output: this.#scenePath(index) })
      await this.#run(args, (frame) => onProgress((scene.fromFrame + frame) / allFrames))
    }
  }

  #makeSound(): Promise<void> {
    const sounds = this.#options.tracks.filter(({ kind }) => kind === 'audio')
    return this.#run(soundArgs(sounds, this.#options.time.durationMs, this.#soundPath))
  }

  #parts(): Part[] {
    const { rendering, time } = this.#options
    const { maxFileMs, framesPerSecond } = rendering
    const durationMs = this.#kinds.includes('video')
      ? ((this.#scenes.at(-1)?.toFrame ?? 0) * msPerSecond) / framesPerSecond
      : time.durationMs
    const partMs = maxFileMs ?? durationMs
    const count = Math.max(1, Math.ceil(durationMs / partMs))
    return Array.from({ length: count }, (_, index) => {
      const fromMs = index * partMs
      const toMs = Math.min(durationMs, fromMs + partMs)
      const scenes = [...this.#scenes.entries()].flatMap(([scene, { fromFrame }]) => {
        const at = (fromFrame * msPerSecond) / framesPerSecond
        // Scenes begin where files do, to a frame.
        const half = msPerSecond / framesPerSecond / 2
        return at >= fromMs - half && at < toMs - half ? [scene] : []
      })
      return { index, fromMs, toMs, scenes }
    }).filter(({ scenes, fromMs, toMs }) => (this.#kinds.includes('video') ? scenes.length > 0 : toMs > fromMs))
  }

  async #makeFile(
    part: Part,
    kinds: readonly TrackKind[],
    format: RenderedFile['format'],
    failure: RenderFailure,
  ): Promise<RenderedFile> {
    const { outputDir, time } = this.#options
    const { index, fromMs, toMs } = part
    const isWhole = kinds.length === this.#kinds.length
    const path = join(outputDir, `${index}${isWhole ? '' : `-${kinds[0]}`}.${format}`)
    const inputs: string[] = []
    if (kinds.includes('video')) inputs.push('-f', 'concat', '-safe', '0', '-i', await this.#listScenes(part))
    if (kinds.includes('audio')) {
      inputs.push(
        '-ss',
        String(fromMs / msPerSecond),
        '-t',
        String((toMs - fromMs) / msPerSecond),
        '-i',
        this.#soundPath,
      )
    }
    const maps = kinds.flatMap((_, input) => ['-map', String(input)])
    const muxer = format === 'flv' ? ['-f', 'flv'] : ['-movflags', '+faststart', '-f', 'mp4']
    await this.#run([...inputs, ...maps, '-c', 'copy', ...muxer, path]).catch((error: unknown) => {
      throw this.#failure(failure, error)
    })
    const { size: sizeBytes } = await stat(path)
    const startedAt = Math.round(time.momentOf(fromMs))
    return { kinds: [...kinds], format, path, sizeBytes, durationMs: Math.round(toMs - fromMs), startedAt }
  }

  async #listScenes({ index, scenes }: Part): Promise<string> {
    const path = join(this.#options.outputDir, `scenes-${index}.txt`)
    const lines = scenes.flatMap((scene) => {
      const { fromFrame = 0, toFrame = 0 } = this.#scenes[scene] ?? {}
      const seconds = (toFrame - fromFrame) / this.#options.rendering.framesPerSecond
      return [`file '${this.#scenePath(scene)}'`, `duration ${seconds.toFixed(6)}`]
    })
    await writeFile(path, `ffconcat version 1.0\n${lines.join('\n')}\n`)
    return path
  }

  #run(args: readonly string[], onFrame?: (frame: number) => void): Promise<void> {
    const { ffmpeg: program, signal } = this.#options
    return runFfmpeg({ program, args, signal, ...(onFrame ? { onFrame } : {}) })
  }

  #failure(failure: RenderFailure, error: unknown): unknown {
    this.#options.signal.throwIfAborted()
    return new RenderError(failure, (error as Error).message, { cause: error })
  }

  #scenePath(index: number): string {
    return join(this.#options.outputDir, `scene-${index}.mkv`)
  }

  get #soundPath(): string {
    return join(this.#options.outputDir, 'sound.mkv')
  }
}
