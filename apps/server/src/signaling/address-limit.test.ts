import { expect, test } from 'vitest'
import { AddressLimit } from './address-limit.ts'

test('each address has its own limit', () => {
  const limit = new AddressLimit({ perSecond: 1, burst: 1 })
  expect(limit.take('192.0.2.1', 0)).toBe(true)
  expect(limit.take('192.0.2.1', 0)).toBe(false)
  expect(limit.take('192.0.2.2', 0)).toBe(true)
})

test('an IPv6 network counts as one address, an IPv4 address in IPv6 form as itself', () => {
  const limit = new AddressLimit({ perSecond: 1, burst: 1 })
  expect(limit.take('2001:db8::1', 0)).toBe(true)
  expect(limit.take('2001:db8:0:0:9::2', 0)).toBe(false)
  expect(limit.take('2001:db8:0:1::1', 0)).toBe(true)
  expect(limit.take('::ffff:192.0.2.1', 0)).toBe(true)
  expect(limit.take('::ffff:192.0.2.2', 0)).toBe(true)
})

test('addresses that have been quiet are forgotten', () => {
  const limit = new AddressLimit({ perSecond: 1, burst: 5 })
  for (let host = 0; host < 100; host += 1) limit.take(`192.0.2.${host}`, 0)
  limit.take('198.51.100.1', 60_000)
  expect(limit.size).toBe(1)
})
