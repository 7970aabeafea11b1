import type { Feed, FeedSource, Participant, TrackKind } from '@mrtc/protocol'
import { describe, expect, it } from 'vitest'
import { tagOf } from '../share/share.ts'
import { isAudible, pagesOf, type StagingOptions, showsVideo, stagedTile, tilesOf } from './tiles.ts'

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
    const further = { ...feed('ann', 'f3', ['video']), tag: tagOf('camera', 'Desk') }
    const feeds = [feed('ann', 'f2', ['video'], 'file'), further, feed('ann', 'f1', ['audio', 'video'])]
    const tiles = tilesOf([person('ann', 1)], feeds, 'me')
    expect(tiles.map((tile) => [tile.content, tile.videoFeed?.feedId])).toEqual([
      ['person', 'f1'],
      ['file', 'f2'],
      ['camera', 'f3'],
    ])
  })

  it('knows what is muted', () => {
    const [tile] = tilesOf([person('ann', 1)], [feed('ann', 'f1', ['audio', 'video'], 'camera', true)], 'me')
    expect(tile && showsVideo(tile)).toBe(false)
    expect(tile && isAudible(tile)).toBe(false)
  })
})

describe('stagedTile', () => {
  const tiles = tilesOf(people, [feed('ann', 's1', ['video'], 'screen'), feed('me', 's2', ['video'], 'screen')], 'me')
  const faces = tilesOf(people, [], 'me')
  const staged = (options: Partial<StagingOptions>) =>
    stagedTile({ tiles, pinnedId: undefined, localUid: 'me', layout: 'grid', spokeAt: new Map(), ...options })?.id

  it('is the screen of another person', () => {
    expect(staged({})).toBe('ann/s1')
    expect(staged({ localUid: 'ann' })).toBe('me/s2')
  })

  it('is what was pinned, as long as it is there', () => {
    expect(staged({ pinnedId: 'bob' })).toBe('bob')
    expect(staged({ pinnedId: 'gone' })).toBe('ann/s1')
  })

  it('is none without screens and pins', () => {
    expect(staged({ tiles: faces })).toBeUndefined()
  })

  it('is whoever of the others spoke last, where speakers are to be large', () => {
    const speaker = { tiles: faces, layout: 'speaker' } as const
    expect(staged(speaker)).toBe('ann')
    expect(
      staged({
        ...speaker,
        spokeAt: new Map([
          ['bob', 5],
          ['me', 9],
        ]),
      }),
    ).toBe('bob')
    expect(staged({ layout: 'speaker', spokeAt: new Map([['bob', 5]]) })).toBe('ann/s1')
  })
})

describe('pagesOf', () => {
  const tiles = tilesOf([person('me', 0), ...['a', 'b', 'c', 'd'].map((uid, i) => person(uid, i + 1))], [], 'me')
  const ids = (pages: readonly (readonly { id: string }[])[]) => pages.map((page) => page.map((tile) => tile.id))
  const spoke = new Map([['d', 9]])

  it('is one page in the order of joining while all fit', () => {
    const pages = pagesOf({ tiles, places: 5, staged: undefined, spokeAt: spoke })
    expect(ids(pages)).toEqual([['me', 'a', 'b', 'c', 'd']])
  })

  it('brings who speaks to the first page and keeps the order', () => {
    const pages = pagesOf({ tiles, places: 3, staged: undefined, spokeAt: spoke })
    expect(ids(pages)).toEqual([
      ['me', 'a', 'd'],
      ['b', 'c'],
    ])
  })

  it('has the staged tile first on each page', () => {
    const pages = pagesOf({ tiles, places: 3, staged: tiles[3], spokeAt: new Map() })
    expect(ids(pages)).toEqual([
      ['c', 'me', 'a'],
      ['c', 'b', 'd'],
    ])
  })
})
