/** Which tiles a call shows. Pure. */
import type { Feed, FeedTrack, Participant } from '@mrtc/protocol'

export interface Tile {
  /** Stays the same as long as the tile is about the same thing. */
  readonly id: string
  readonly uid: string
  readonly content: 'person' | 'screen'
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

const tilesOfPerson = (uid: string, feeds: readonly Feed[]): Tile[] => {
  const screens = feeds.filter((feed) => feed.source === 'screen')
  const others = feeds.filter((feed) => feed.source !== 'screen')
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
    ...screens.map((feed) => tile(`${uid}/${feed.feedId}`, 'screen', feed, feed)),
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

/**
 * Which tile is large: the pinned one, else the newest screen of another person (one's own screen within itself is a
 * hall of mirrors), else none.
 */
export const stagedTile = (tiles: readonly Tile[], pinnedId: string | undefined, localUid: string): Tile | undefined =>
  tiles.find((tile) => tile.id === pinnedId) ??
  tiles.findLast((tile) => tile.content === 'screen' && tile.uid !== localUid)

/**
 * The tiles that get the places there are: the staged one first, oneself, then whoever spoke last. They keep their
 * order, so that nothing moves while all fit.
 */
export const visibleTiles = (
  tiles: readonly Tile[],
  places: number,
  staged: Tile | undefined,
  spokeAt: ReadonlyMap<string, number>,
): Tile[] => {
  const ordered = staged === undefined ? [...tiles] : [staged, ...tiles.filter((tile) => tile !== staged)]
  if (ordered.length <= places) return ordered
  const [first, ...rest] = ordered
  if (first === undefined || places < 1) return []
  const chosen = new Set(
    rest
      .toSorted((a, b) => (spokeAt.get(b.uid) ?? 0) - (spokeAt.get(a.uid) ?? 0))
      .slice(0, places - 1)
      .map((tile) => tile.id),
  )
  return [first, ...rest.filter((tile) => chosen.has(tile.id))]
}
