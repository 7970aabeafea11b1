import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ElementView } from './element-view.ts'
import { SubscriptionViews } from './subscription-views.ts'

/** What stands for an element. */
interface Place {
  readonly name: string
}

function setUp() {
  const asked: unknown[] = []
  const answers = { fail: false }
  const watched = new Map<Place, (view: ElementView) => void>()
  const subscription = {
    setLayers: async (layers: unknown) => {
      asked.push(layers)
      if (answers.fail) throw new Error('no answer')
    },
  }
  const views = new SubscriptionViews<Place>(subscription, (element, onView) => {
    watched.set(element, onView)
    return () => watched.delete(element)
  })
  const element = () => ({ name: 'tile' }) as Place
  const sees = (of: Place, heightPx: number, isVisible = true) => watched.get(of)?.({ isVisible, heightPx })
  return { asked, answers, views, watched, element, sees }
}
const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the views of a subscription', () => {
  it('ask at once for what comes into sight, and for nothing once it was out of sight for a while', async () => {
    const { asked, views, element, sees } = setUp()
    const tile = element()
    views.attach(tile)
    sees(tile, 700)
    expect(asked).toEqual([{ spatial: 2 }])
    sees(tile, 700, false)
    await passes(2_000)
    expect(asked).toHaveLength(1)
    await passes(5_000)
    expect(asked).toEqual([{ spatial: 2 }, null])
    sees(tile, 700)
    expect(asked.at(-1)).toEqual({ spatial: 2 })
  })

  it('ask for the largest of them', async () => {
    const { asked, views, element, sees } = setUp()
    const [small, large] = [element(), element()]
    views.attach(small)
    const detach = views.attach(large)
    sees(small, 100)
    sees(large, 700)
    await passes(1_000)
    expect(asked.at(-1)).toEqual({ spatial: 2 })
    detach()
    await passes(1_000)
    expect(asked.at(-1)).toEqual({ spatial: 0 })
  })

  it('ask for nothing while there is none', async () => {
    const { asked } = setUp()
    await passes(5_000)
    expect(asked).toEqual([null])
  })

  it('keep a size that is wanted whatever is seen', async () => {
    const { asked, views, element, sees } = setUp()
    const tile = element()
    views.attach(tile)
    const detach = views.attach({ heightPx: 360 })
    sees(tile, 700, false)
    await passes(60_000)
    expect(asked).toEqual([{ spatial: 1 }])
    detach()
    await passes(60_000)
    expect(asked).toEqual([{ spatial: 1 }, null])
  })

  it('ask again when there was no answer', async () => {
    const { asked, answers, views, element, sees } = setUp()
    answers.fail = true
    const tile = element()
    views.attach(tile)
    sees(tile, 300)
    await passes(1_000)
    answers.fail = false
    await passes(10_000)
    expect(asked).toEqual([{ spatial: 1 }, { spatial: 1 }])
  })

  it('watch and ask nothing any more once closed', async () => {
    const { asked, views, watched, element } = setUp()
    views.attach(element())
    views.close()
    views.close()
    await passes(10_000)
    expect(watched.size).toBe(0)
    expect(asked).toEqual([])
  })
})
