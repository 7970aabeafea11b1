import { expect, test } from 'vitest'
import { isPublic } from '../outbound/index.ts'
import { retryDelayMs } from './delivery.ts'

test('attempts come at longer and longer intervals, up to a quarter of an hour, a part of it by chance', () => {
  expect([1, 2, 3, 4].map((attempts) => retryDelayMs(attempts, 0))).toEqual([1_000, 2_000, 4_000, 8_000])
  expect(retryDelayMs(50, 0)).toBe(900_000)
  expect(retryDelayMs(1, 1)).toBe(700)
})

test.each([
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['192.168.0.1', false],
  ['172.16.5.4', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['::1', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['::ffff:10.0.0.1', false],
  ['224.0.0.1', false],
  ['93.184.216.34', true],
  ['2606:2800:220:1:248:1893:25c8:1946', true],
])('%s is public: %s', (address, expected) => {
  expect(isPublic(address)).toBe(expected)
})
