import { describe, expect, it } from 'vitest'
import { nextWish, noWish, pauseAfterMs, pauseUnseenAfterMs, settleMs, type ViewWish } from './view-wish.ts'

const asking = (asked: number | null): ViewWish => ({ asked, otherSinceMs: undefined })

describe('what is asked of a picture', () => {
  it('is at once what its place can show, when it comes into sight', () => {
    expect(nextWish(noWish, 700, 0)).toEqual({ wish: asking(2) })
    expect(nextWish(asking(null), 100, 0)).toEqual({ wish: asking(0) })
  })

  it('is another layer once a new size has settled', () => {
    const dragged = nextWish(asking(0), 700, 1_000)
    expect(dragged).toEqual({ wish: { asked: 0, otherSinceMs: 1_000 }, againAtMs: 1_000 + settleMs })
    expect(nextWish(dragged.wish, 800, 1_000 + settleMs).wish).toEqual(asking(2))
    expect(nextWish(dragged.wish, 100, 1_100).wish).toEqual(asking(0))
  })

  it('is nothing after it was out of sight for a while', () => {
    const gone = nextWish(asking(1), undefined, 1_000)
    expect(gone).toEqual({ wish: { asked: 1, otherSinceMs: 1_000 }, againAtMs: 1_000 + pauseAfterMs })
    expect(nextWish(gone.wish, undefined, 1_000 + pauseAfterMs).wish).toEqual(asking(null))
  })

  it('stays what it is when it was out of sight shortly', () => {
    const gone = nextWish(asking(1), undefined, 1_000)
    expect(nextWish(gone.wish, 300, 1_500)).toEqual({ wish: asking(1) })
  })

  it('is nothing sooner of what was never seen', () => {
    const unseen = nextWish(noWish, undefined, 0)
    expect(unseen.againAtMs).toBe(pauseUnseenAfterMs)
    expect(nextWish(unseen.wish, undefined, pauseUnseenAfterMs).wish).toEqual(asking(null))
  })
})
