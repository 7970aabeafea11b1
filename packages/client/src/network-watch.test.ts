import { afterEach, expect, it, vi } from 'vitest'
import { watchNetwork } from './network-watch.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

it('does nothing where the platform tells nothing', () => {
  vi.stubGlobal('addEventListener', undefined)
  watchNetwork(() => {})()
})

it('tells that the machine is online again, until the watch ends', () => {
  const page = new EventTarget()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  const onChange = vi.fn()
  const unwatch = watchNetwork(onChange)
  page.dispatchEvent(new Event('online'))
  unwatch()
  page.dispatchEvent(new Event('online'))
  expect(onChange).toHaveBeenCalledOnce()
})

it('tells that the kind of network changed, but not each new estimate', () => {
  const connection = Object.assign(new EventTarget(), { type: 'wifi' })
  vi.stubGlobal('navigator', { connection })
  const onChange = vi.fn()
  const unwatch = watchNetwork(onChange)
  connection.dispatchEvent(new Event('change'))
  expect(onChange).not.toHaveBeenCalled()
  connection.type = 'cellular'
  connection.dispatchEvent(new Event('change'))
  unwatch()
  connection.type = 'wifi'
  connection.dispatchEvent(new Event('change'))
  expect(onChange).toHaveBeenCalledOnce()
})
