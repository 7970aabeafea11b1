/** Watermarks as filters of FFmpeg. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Rendering, Watermark } from '@mrtc/protocol'
import { watermarkImageName } from '../capture/watermark-image.ts'
import type { Place } from './layout.ts'
import type { Scene } from './scenes.ts'
import type { RecordingTime } from './timeline.ts'

const defaultFontSize = 16
const msPerSecond = 1_000

interface WatermarkOptions {
  readonly scene: Scene
  readonly index: number
  readonly outputDir: string
  readonly captureDir: string
  readonly time: RecordingTime
  readonly rendering: Rendering
}

/** Writes what is to be written on pictures into files: so that no character of it can be taken for a filter's. */
export async function watermarkFilters({
  scene,
  index,
  outputDir,
  captureDir,
  time,
  rendering,
}: WatermarkOptions): Promise<(watermark: Watermark, place: Place) => string | undefined> {
  const files = new Map<Watermark, string>()
  const beginSeconds = time.momentOf((scene.fromFrame * msPerSecond) / rendering.framesPerSecond) / msPerSecond
  for (const [number, watermark] of scene.watermarks.entries()) {
    if (watermark.kind === 'image') {
      files.set(watermark, join(captureDir, watermarkImageName(watermark.url)))
      continue
    }
    const path = join(outputDir, `watermark-${index}-${number}.txt`)
    await writeFile(path, watermark.kind === 'text' ? watermark.text : timeText(beginSeconds))
    files.set(watermark, path)
  }
  return (watermark, place) => {
    const path = files.get(watermark)
    if (path === undefined) return undefined
    const [x, y] = [place.x + watermark.x, place.y + watermark.y]
    if (watermark.kind === 'image') {
      const label = `${index}x${scene.watermarks.indexOf(watermark)}x${place.x}x${place.y}`
      // The first of a moving picture.
      return `null[under${label}];movie=filename='${path}'[image${label}];[under${label}][image${label}]overlay=x=${x}:y=${y}`
    }
    const size = watermark.fontSize ?? defaultFontSize
    const expansion = watermark.kind === 'text' ? ':expansion=none' : ''
    return `drawtext=textfile='${path}'${expansion}:x=${x}:y=${y}:fontsize=${size}:fontcolor=white:box=1:boxcolor=black@0.4:boxborderw=3`
  }
}

/** FFmpeg adds the time of the picture to that of the beginning. Colons part its arguments: those of the time are escaped. */
function timeText(beginSeconds: number): string {
  return `%{pts:gmtime:${beginSeconds.toFixed(3)}:%Y-%m-%d %H\\:%M\\:%S UTC}`
}
