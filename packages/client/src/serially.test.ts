import { expect, it } from 'vitest'
import { serially } from './serially.ts'

it('runs one work after the other, also after one that failed', async () => {
  const run = serially()
  const order: string[] = []
  const work = (name: string) => async () => {
    order.push(`${name} begins`)
    await Promise.resolve()
    order.push(`${name} ends`)
    if (name === 'a') throw new Error('a failed')
    return name
  }
  const [a, b] = await Promise.allSettled([run(work('a')), run(work('b'))])
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  expect(a.status).toBe('rejected')
  expect(b).toEqual({ status: 'fulfilled', value: 'b' })
})
