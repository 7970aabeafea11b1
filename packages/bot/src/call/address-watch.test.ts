import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ownAddresses, watchAddresses } from './address-watch.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

it('tells of another address, but not that the only one is gone, and nothing once it is ended', () => {
  let addresses = '10.0.0.1'
  const onChange = vi.fn()
  const unwatch = watchAddresses(onChange, () => addresses)
  vi.advanceTimersByTime(2_000)
  addresses = ''
  vi.advanceTimersByTime(2_000)
  addresses = '10.0.0.1'
  vi.advanceTimersByTime(2_000)
  expect(onChange).not.toHaveBeenCalled()
  addresses = '10.0.0.2'
  vi.advanceTimersByTime(2_000)
  expect(onChange).toHaveBeenCalledOnce()
  unwatch()
  addresses = '10.0.0.3'
  vi.advanceTimersByTime(2_000)
  expect(onChange).toHaveBeenCalledOnce()
})

it('leaves out what is on this machine only, and the order in which the system names the rest', () => {
  const entry = (address: string, internal: boolean) =>
    ({ address, internal, netmask: '', mac: '', cidr: null, family: 'IPv4' }) as const
  expect(
    ownAddresses(() => ({ lo: [entry('127.0.0.1', true)], b: [entry('10.0.0.2', false), entry('10.0.0.1', false)] })),
  ).toBe('10.0.0.1 10.0.0.2')
})
