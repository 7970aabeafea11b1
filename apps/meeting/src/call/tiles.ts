/** Which tiles a call shows. Pure. */
import type { Feed, FeedTrack, Participant } from '@mrtc/protocol'
import { isFurtherCamera } from '../share/share.ts'

export interface Tile {
  /** Stays the same as long as the tile is about the same thing. */
  readonly id: string
  readonly uid: string
  /** A person, or what a person shows besides: a screen, a file, a further camera. */
  readonly content: 'person' | 'screen' | 'file' | 'camera'
  /** The feed whose picture it shows, if there is one. */
  readonly videoFeed?: Feed
  /** The feed whose sound belongs to it. */
  readonly audioFeed?: Feed
}

export const trackOf = (feed: Feed | undefined, kind: FeedTrack['kind']): FeedTrack | undefined =>
  feed?.tracks.find((track) => track.kind === kind)

const hasLive = (feed: Feed | undefined, kind: FeedTrack['kind']) => trackOf(feed, kind)?.muted === false

export const showsVideo = (tile: Tile): boolean => hasLive(tile.videoFeed, 'video')
export const isAudible = (tile: Tile): boolean => hasLive(tile.audioFeed, 'audio')

/** What a feed shows besides its person. */
const sharedContentOf = ({ source, tag }: Feed): Exclude<Tile['content'], 'person'> | undefined => {
  if (source === 'screen' || source === 'region') return 'screen'
  if (source === 'file') return 'file'
  return source === 'camera' && isFurtherCamera(tag) ? 'camera' : undefined
}

const tilesOfPerson = (uid: string, feeds: readonly Feed[]): Tile[] => {
  const others = feeds.filter((feed) => sharedContentOf(feed) === undefined)
  const withVideo = others.filter((feed) => trackOf(feed, 'video') !== undefined)
  const soundOnly = others.find((feed) => trackOf(feed, 'video') === undefined)
  // A microphone may be published apart from the camera: both are one person, so one tile.
  const [main, ...more] = withVideo
  const audioFeed = trackOf(main, 'audio') === undefined ? soundOnly : main
  const tile = (id: string, content: Tile['content'], videoFeed?: Feed, sound?: Feed): Tile => ({
    id,
    uid,
    content,
    ...(videoFeed === undefined ? {} : { videoFeed }),
    ...(sound === undefined ? {} : { audioFeed: sound }),
  })
  return [
    tile(uid, 'person', main, audioFeed),
    ...more.map((feed) => tile(`${uid}/${feed.feedId}`, 'person', feed, feed)),
    ...feeds.flatMap((feed) => {
      const content = sharedContentOf(feed)
      return content === undefined ? [] : [tile(`${uid}/${feed.feedId}`, content, feed, feed)]
    }),
  ]
}

/** One tile a person and one for each further picture of theirs; in the order of joining, oneself first. */
export const tilesOf = (participants: readonly Participant[], feeds: readonly Feed[], localUid: string): Tile[] =>
  participants
    .toSorted((a, b) => Number(b.uid === localUid) - Number(a.uid === localUid) || a.joinedAt - b.joinedAt)
    .flatMap(({ uid }) =>
      tilesOfPerson(
        uid,
        feeds.filter((feed) => feed.uid === uid),
      ),
    )

/** All alike, or whoever speaks large. */
export type StageLayout = 'grid' | 'speaker'

export interface StagingOptions {
  readonly tiles: readonly Tile[]
  readonly pinnedId: string | undefined
  readonly localUid: string
  readonly layout: StageLayout
  readonly spokeAt: ReadonlyMap<string, number>
}

/** Of the others, the one who spoke last; as long as nobody has, the first. */
const lastSpeaker = ({ tiles, localUid, spokeAt }: StagingOptions): Tile | undefined =>
  tiles
    .filter((tile) => tile.content === 'person' && tile.uid !== localUid)
    .reduce<Tile | undefined>(
      (last, tile) => (last === undefined || (spokeAt.get(tile.uid) ?? 0) > (spokeAt.get(last.uid) ?? 0) ? tile : last),
      undefined,
    )

/**
 * Which tile is large: the pinned one, else the newest screen or file (but not one's own screen: within itself it is a
 * hall of mirrors), else who spoke last if that is wanted, else none.
 */
export const stagedTile = (options: StagingOptions): Tile | undefined => {
  const { tiles, pinnedId, localUid, layout } = options
  return (
    tiles.find((tile) => tile.id === pinnedId) ??
    tiles.findLast(({ content, uid }) => content === 'file' || (content === 'screen' && uid !== localUid)) ??
    (layout === 'speaker' ? lastSpeaker(options) : undefined)
  )
}

export interface PagingOptions {
  readonly tiles: readonly Tile[]
  /** How many tiles fit on a page, the staged one among them. */
  readonly places: number
  readonly staged: Tile | undefined
  readonly spokeAt: ReadonlyMap<string, number>
}

/**
 * The tiles of each page. The first has the staged one or oneself, and whoever spoke last; the others have the rest, under
 * the staged one as well. Tiles keep their order, so that nothing moves while all fit.
 */
export const pagesOf = ({ tiles, places, staged, spokeAt }: PagingOptions): Tile[][] => {
  const ordered = staged === undefined ? [...tiles] : [staged, ...tiles.filter((tile) => tile !== staged)]
  if (ordered.length <= places) return [ordered]
  const [first, ...others] = ordered
  if (first === undefined || places < 1) return [[]]
  const chosen = new Set(
    others
      .toSorted((a, b) => (spokeAt.get(b.uid) ?? 0) - (spokeAt.get(a.uid) ?? 0))
      .slice(0, places - 1)
      .map((tile) => tile.id),
  )
  const pages = [[first, ...others.filter((tile) => chosen.has(tile.id))]]
  const always = staged === undefined ? [] : [staged]
  const roomLeft = Math.max(1, places - always.length)
  const rest = others.filter((tile) => !chosen.has(tile.id))
  for (let start = 0; start < rest.length; start += roomLeft) {
    pages.push([...always, ...rest.slice(start, start + roomLeft)])
  }
  return pages
}
