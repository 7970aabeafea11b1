import { MrtcError } from '@mrtc/protocol/errors'
import type { FeedSource, TrackKind } from '../call-ports.ts'
import type { StreamFilter } from '../callbacks.ts'
import type { PublishSettings } from '../config/index.ts'
import type { Page } from '../page/index.ts'
import type { Effects } from '../ports.ts'
import { streamFilterLimitMs, throughFilter } from '../stream-filter.ts'
import { type CaptureEdges, captureSource, type OpenedSource } from './capture-source.ts'
import { withEffects } from './effects.ts'

export interface FilterEdges extends CaptureEdges {
  readonly page: Page
  readonly effects: Effects
  /** Read at each use: the application sets it when it likes. */
  readonly filter: () => StreamFilter | undefined
}

const deviceNumbers = { camera: 1, screen: 2, file: 3, region: 4, custom: 5 } as const satisfies Record<
  FeedSource,
  number
>

/**
 * What a stream is made of, after its effects and the application's filter. Without its answer nothing is published: what was to be
 * taken out of a picture must not be shown.
 * @throws MrtcError CAPTURE_FAILED, PARAMETER_INVALID, REQUEST_ABORTED
 */
export async function openSource(
  settings: PublishSettings,
  tag: string,
  edges: FilterEdges,
  signal: AbortSignal,
): Promise<OpenedSource> {
  const captured = await captureSource(settings, edges, signal)
  const media = await withEffects(captured, settings, edges.effects, signal)
  const filter = edges.filter()
  if (filter === undefined) return media
  try {
    const filtered = await throughFilter(filter, {
      tag,
      tracks: media,
      page: edges.page,
      stream: 'publish',
      device: deviceNumbers[settings.source.device],
    })
    return {
      ...media,
      ...kept(filtered, settings.kinds),
      stop: () => {
        media.stop()
        for (const track of [filtered.audio, filtered.video]) track?.stop()
      },
    }
  } catch (cause) {
    media.stop()
    throw new MrtcError(
      'CAPTURE_FAILED',
      `StreamFilterHandler gave no stream within ${streamFilterLimitMs / 1_000} s, or failed.`,
      { data: { device: media.video ? 'camera' : 'microphone', reason: 'unfit' }, cause },
    )
  }
}

type Tracks = Pick<OpenedSource, TrackKind>

function kept({ audio, video }: Tracks, kinds: readonly TrackKind[]): Tracks {
  return {
    ...(audio && kinds.includes('audio') ? { audio } : {}),
    ...(video && kinds.includes('video') ? { video } : {}),
  }
}
