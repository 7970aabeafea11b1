import { expect, test } from 'vitest'
import { isOriginAllowed } from './origin.ts'

test.each([
  ['a program without an origin', undefined, true],
  ['a page of this host', 'https://calls.example:8443', true],
  ['a page of this machine', 'http://localhost:5173', true],
  ['a page of an allowed origin', 'https://shop.example', true],
  ['a page of another port of this host', 'https://calls.example', false],
  ['a page from elsewhere', 'https://evil.example', false],
  ['a sandboxed page', 'null', false],
])('%s', (_, origin, expected) => {
  expect(isOriginAllowed(origin, 'calls.example:8443', ['https://shop.example'])).toBe(expected)
})

test('a star allows every page', () => {
  expect(isOriginAllowed('https://evil.example', 'calls.example', ['*'])).toBe(true)
})
