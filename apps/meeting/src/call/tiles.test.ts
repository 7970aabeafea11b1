import type { Feed, FeedSource, Participant, TrackKind } from '@mrtc/protocol'
import { describe, expect, it } from 'vitest'
import { isAudible, showsVideo, stagedTile, tilesOf, visibleTiles } from './tiles.ts'

const person = (uid: string, joinedAt: number): Participant => ({ uid, joinedAt, userType: 0, connected: true })
const feed = (uid: string, feedId: string, kinds: TrackKind[], source: FeedSource = 'camera', muted = false): Feed => ({
  feedId,
  uid,
  tag: '',
  source,
  tracks: kinds.map((kind) => ({ kind, muted, mimeType: `${kind}/any` })),
})
const people = [person('bob', 2), person('me', 3), person('ann', 1)]

describe('tilesOf', () => {
  it('has one tile a person, oneself first, then in the order of joining', () => {
    expect(tilesOf(people, [], 'me').map((tile) => tile.id)).toEqual(['me', 'ann', 'bob'])
  })

  it('gives a screen a tile of its own', () => {
    const tiles = tilesOf(people, [feed('ann', 'f1', ['audio', 'video']), feed('ann', 's1', ['video'], 'screen')], 'me')
    expect(tiles.map((tile) => tile.content)).toEqual(['person', 'person', 'screen', 'person'])
  })

  it('joins a microphone and a camera that were published apart', () => {
    const tiles = tilesOf([person('ann', 1)], [feed('ann', 'a', ['audio']), feed('ann', 'v', ['video'])], 'me')
    expect(tiles).toHaveLength(1)
    expect(tiles[0]?.videoFeed?.feedId).toBe('v')
    expect(tiles[0]?.audioFeed?.feedId).toBe('a')
  })

  it('shows every further picture of a person', () => {
    const feeds = [feed('ann', 'f1', ['audio', 'video']), feed('ann', 'f2', ['video'], 'file')]
    expect(tilesOf([person('ann', 1)], feeds, 'me')).toHaveLength(2)
  })

  it('knows what is muted', () => {
    const [tile] = tilesOf([person('ann', 1)], [feed('ann', 'f1', ['audio', 'video'], 'camera', true)], 'me')
    expect(tile && showsVideo(tile)).toBe(false)
    expect(tile && isAudible(tile)).toBe(false)
  })
})

describe('stagedTile', () => {
  const tiles = tilesOf(people, [feed('ann', 's1', ['video'], 'screen'), feed('me', 's2', ['video'], 'screen')], 'me')

  it('is the screen of another person', () => {
    expect(stagedTile(tiles, undefined, 'me')?.id).toBe('ann/s1')
    expect(stagedTile(tiles, undefined, 'ann')?.id).toBe('me/s2')
  })

  it('is what was pinned, as long as it is there', () => {
    expect(stagedTile(tiles, 'bob', 'me')?.id).toBe('bob')
    expect(stagedTile(tiles, 'gone', 'me')?.id).toBe('ann/s1')
  })

  it('is none without screens and pins', () => {
    expect(stagedTile(tilesOf(people, [], 'me'), undefined, 'me')).toBeUndefined()
  })
})

describe('visibleTiles', () => {
  const tiles = tilesOf([person('me', 0), ...['a', 'b', 'c', 'd'].map((uid, i) => person(uid, i + 1))], [], 'me')
  const ids = (chosen: readonly { id: string }[]) => chosen.map((tile) => tile.id)

  it('changes nothing while all fit', () => {
    expect(ids(visibleTiles(tiles, 5, undefined, new Map([['d', 9]])))).toEqual(['me', 'a', 'b', 'c', 'd'])
  })

  it('brings in who speaks and keeps the order', () => {
    expect(ids(visibleTiles(tiles, 3, undefined, new Map([['d', 9]])))).toEqual(['me', 'a', 'd'])
  })

  it('puts the staged tile first', () => {
    expect(ids(visibleTiles(tiles, 2, tiles[3], new Map()))[0]).toBe('c')
  })
})
