/** A recording as scenes: stretches in which the same pictures are at the same places, under the same watermarks. */
import type { Rendering, Watermark } from '@mrtc/protocol'
import { type Place, placesOf } from './layout.ts'
import type { RecordedFeed, RecordingTime, Span, Story } from './timeline.ts'

export interface Scene {
  /** In frames of the recording. */
  readonly fromFrame: number
  readonly toFrame: number
  readonly pictures: readonly { readonly feedId: string; readonly tag: string; readonly place: Place }[]
  readonly watermarks: readonly Watermark[]
}

interface SceneOptions {
  readonly story: Pick<Story, 'feeds' | 'watermarks'>
  readonly rendering: Rendering
  readonly time: RecordingTime
  /** By feed id: when its pictures begin, in the time of the recording. A feed that has none is not seen. */
  readonly firstPictureMs: ReadonlyMap<string, number>
}

export function scenesOf({ story, rendering, time, firstPictureMs }: SceneOptions): Scene[] {
  const toFrame = (ms: number) => Math.round((ms * rendering.framesPerSecond) / 1_000)
  const lastFrame = Math.max(1, toFrame(time.durationMs))
  const seen = story.feeds.flatMap((feed) => {
    const first = firstPictureMs.get(feed.feedId)
    return first === undefined ? [] : [{ feed, spans: spansOf(feed, first, time) }]
  })
  const watermarks = story.watermarks.map((change) => ({ ...change, fromMs: time.of(change.fromMs) }))
  const { maxFileMs } = rendering
  const fileBegins =
    maxFileMs === undefined
      ? []
      : Array.from({ length: Math.floor(time.durationMs / maxFileMs) }, (_, index) => (index + 1) * maxFileMs)
  const boundaries = [
    0,
    ...seen.flatMap(({ spans }) => spans.flatMap(({ fromMs, toMs }) => [toFrame(fromMs), toFrame(toMs)])),
    // A time that is written on the picture jumps at a cut.
    ...time.cutsMs.map(toFrame),
    ...watermarks.map(({ fromMs }) => toFrame(fromMs)),
    ...fileBegins.map(toFrame),
    lastFrame,
  ].filter((frame) => frame >= 0 && frame <= lastFrame)
  const frames = [...new Set(boundaries)].sort((a, b) => a - b)
  return frames.slice(0, -1).map((fromFrame, index) => {
    const visible = seen.filter(({ spans }) =>
      spans.some(({ fromMs, toMs }) => toFrame(fromMs) <= fromFrame && fromFrame < toFrame(toMs)),
    )
    const places = placesOf(
      rendering.layout,
      visible.map(({ feed }) => feed),
      rendering,
    )
    return {
      fromFrame,
      toFrame: frames[index + 1] ?? lastFrame,
      pictures: places.map(({ feed, place }) => ({ feedId: feed.feedId, tag: feed.tag, place })),
      watermarks: watermarks.findLast(({ fromMs }) => toFrame(fromMs) <= fromFrame)?.watermarks ?? [],
    }
  })
}

/** When the picture of a feed is there, in the time of the recording. */
function spansOf({ pictures }: RecordedFeed, firstMs: number, time: RecordingTime): Span[] {
  return pictures
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(firstMs, time.of(fromMs)), toMs: time.of(toMs) }))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
}
