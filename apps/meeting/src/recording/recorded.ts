/** What of a call goes into a recording. Pure. */
import type { MediaTracks } from '@mrtc/client'
import type { Feed } from '@mrtc/protocol'
import type { RecordedStream } from '@mrtc/web-sdk'

/** The SDK draws as many pictures (guide 6.3.1, V 1.4.4). */
export const maxPictures = 4

export interface RecordedFeed {
  readonly feed: Feed
  readonly tracks: MediaTracks
}

export interface Recorded {
  /** One to four. */
  readonly streams: readonly RecordedStream[]
  /** The sound of all the others. */
  readonly sounds: readonly MediaStreamTrack[]
}

const isLive = (feed: Feed, kind: 'audio' | 'video') => feed.tracks.some((track) => track.kind === kind && !track.muted)

const isShown = ({ source }: Feed) => source === 'screen' || source === 'file' || source === 'region'

/** What is shown comes first, then faces in the order of their feeds; everybody is heard. */
export const recordedOf = (feeds: readonly RecordedFeed[]): Recorded => {
  const pictures = feeds
    .filter(({ feed, tracks }) => tracks.video !== undefined && isLive(feed, 'video'))
    .toSorted((a, b) => Number(isShown(b.feed)) - Number(isShown(a.feed)))
    .slice(0, maxPictures)
  const sounds = feeds.flatMap(({ tracks }) => (tracks.audio === undefined ? [] : [tracks.audio]))
  const streams = pictures.map(({ tracks }) => ({ video: tracks.video }))
  return { streams: streams.length === 0 ? [{}] : streams, sounds }
}

/** Whether two are of the same tracks: then nothing has to be changed. */
export const isSame = (one: Recorded, other: Recorded): boolean => {
  const tracks = ({ streams, sounds }: Recorded) => [...streams.map(({ video }) => video), ...sounds]
  const [first, second] = [tracks(one), tracks(other)]
  return (
    one.streams.length === other.streams.length &&
    first.length === second.length &&
    first.every((track, index) => track === second[index])
  )
}
