/** One scene as an encoded picture. */
import type { Rendering, Watermark } from '@mrtc/protocol'
import type { Place } from './layout.ts'
import type { Scene } from './scenes.ts'
import type { TrackFile } from './tracks.ts'

const msPerSecond = 1_000
/** A seek finds a whole picture at least each so many seconds. */
const keyFrameEverySeconds = 2

interface SceneVideoOptions {
  readonly scene: Scene
  readonly tracks: readonly TrackFile[]
  readonly rendering: Rendering
  /** FFmpeg's filters for a watermark, on pictures of this place. */
  readonly watermarkFilter: (watermark: Watermark, place: Place) => string | undefined
  readonly output: string
}

/** FFmpeg's arguments. */
export function sceneVideoArgs({ scene, tracks, rendering, watermarkFilter, output }: SceneVideoOptions): string[] {
  const { width, height, framesPerSecond } = rendering
  const fromMs = (scene.fromFrame * msPerSecond) / framesPerSecond
  const toMs = (scene.toFrame * msPerSecond) / framesPerSecond
  const inputs: string[][] = [['-f', 'lavfi', '-i', `color=c=black:s=${width}x${height}:r=${framesPerSecond}`]]
  const filters: string[] = []
  let below = '0:v'
  const chain = (filter: string) => {
    const label = `l${filters.length}`
    filters.push(`${filter}[${label}]`)
    below = label
  }
  for (const { feedId, place } of scene.pictures) {
    for (const track of tracks) {
      // One that has ended stays until another takes its place.
      if (track.feedId !== feedId || track.kind !== 'video' || track.firstMs >= toMs) continue
      const input = inputs.length
      inputs.push(pictureInput(track, fromMs))
      const scaled = `p${input}`
      // Pictures change their size as the network does: both filters look at each anew.
      filters.push(
        `[${input}:v]scale=w=${place.width}:h=${place.height}:force_original_aspect_ratio=decrease:eval=frame,setsar=1[${scaled}]`,
      )
      const x = `${place.x}+(${place.width}-w)/2`
      const y = `${place.y}+(${place.height}-h)/2`
      chain(`[${below}][${scaled}]overlay=x='${x}':y='${y}':eval=frame:eof_action=repeat`)
    }
  }
  for (const watermark of scene.watermarks) {
    const places = watermark.tag === undefined ? [{ x: 0, y: 0, width, height }] : placesOfTag(scene, watermark.tag)
    for (const place of places) {
      const filter = watermarkFilter(watermark, place)
      if (filter) chain(`[${below}]${filter}`)
    }
  }
  chain(`[${below}]format=yuv420p`)
  const { crf, videoBitrateBps } = rendering
  const quality =
    videoBitrateBps === undefined
      ? ['-crf', String(crf)]
      : ['-b:v', String(videoBitrateBps), '-maxrate', String(videoBitrateBps), '-bufsize', String(2 * videoBitrateBps)]
  return [
    ...inputs.flat(),
    ...['-filter_complex', filters.join(';'), '-map', `[${below}]`],
    ...['-frames:v', String(scene.toFrame - scene.fromFrame), '-r', String(framesPerSecond)],
    ...['-c:v', 'libx264', '-preset', 'veryfast', ...quality],
    // Without B-frames scenes can be put end to end as they are.
    ...['-bf', '0', '-g', String(keyFrameEverySeconds * framesPerSecond)],
    ...['-f', 'matroska', output],
  ]
}

function pictureInput({ path, firstMs, decoder }: TrackFile, sceneFromMs: number): string[] {
  const seconds = (ms: number) => String(ms / msPerSecond)
  const place =
    firstMs >= sceneFromMs
      ? ['-itsoffset', seconds(firstMs - sceneFromMs)]
      : // From the whole picture before: the one that is seen when the scene begins may be long old.
        ['-noaccurate_seek', '-ss', seconds(sceneFromMs - firstMs)]
  return [...(decoder === undefined ? [] : ['-c:v', decoder]), '-reinit_filter', '0', ...place, '-i', path]
}

function placesOfTag(scene: Scene, tag: string): Place[] {
  return scene.pictures.filter((picture) => picture.tag === tag).map(({ place }) => place)
}
