/** The application's own work on streams (guide 6.3.3, StreamFilterHandler). */

import type { TrackKind } from './call-ports.ts'
import type { StreamFilter } from './callbacks.ts'
import type { Page } from './page/index.ts'

/** A filter that loads a model takes seconds; one that never answers must not hold a call up for good. */
export const streamFilterLimitMs = 20_000

type Tracks = Readonly<Partial<Record<TrackKind, MediaStreamTrack>>>

export interface FilterRequest {
  readonly tag: string
  readonly tracks: Tracks
  readonly page: Page
  readonly stream: 'publish' | 'subscribe'
  /** Of streams to publish. */
  readonly device?: 1 | 2 | 3 | 4 | 5
}

/** The tracks that the application gives for these. @throws whatever its handler throws, Error when it takes too long */
export async function throughFilter(filter: StreamFilter, request: FilterRequest): Promise<Tracks> {
  const { tag, tracks, page, stream, device } = request
  const { audio, video } = tracks
  const given = page.createStream([audio, video].filter((track) => track !== undefined))
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('StreamFilterHandler did not answer in time')), streamFilterLimitMs)
  try {
    const filtered = await Promise.race([filter(tag, given, stream, device, mediaTypeOf(tracks)), late])
    const [filteredAudio] = filtered.getAudioTracks()
    const [filteredVideo] = filtered.getVideoTracks()
    return {
      ...(audio && filteredAudio ? { audio: filteredAudio } : {}),
      ...(video && filteredVideo ? { video: filteredVideo } : {}),
    }
  } finally {
    clearTimeout(timer)
  }
}

function mediaTypeOf({ audio, video }: Tracks): 1 | 2 | 3 {
  if (audio && video) return 1
  return audio ? 2 : 3
}
