import { describe, expect, it } from 'vitest'
import { toSocketUrl } from './socket-url.ts'

describe('the address of the socket', () => {
  it.each([
    ['ws://host:8080/ws', 'ws://host:8080/ws'],
    ['wss://host/other?x=1', 'wss://host/other?x=1'],
    ['http://host:8080', 'ws://host:8080/ws'],
    ['https://host/', 'wss://host/ws'],
    ['https://host/behind/a/proxy', 'wss://host/behind/a/proxy'],
    ['ws://[::1]:8080#part', 'ws://[::1]:8080/ws'],
  ])('of %s is %s', (given, expected) => {
    expect(toSocketUrl(given)).toBe(expected)
  })

  it.each(['', 'host:8080', 'ftp://host', '/ws'])('is asked for when %j is given', (given) => {
    expect(() => toSocketUrl(given)).toThrow(expect.objectContaining({ code: 'PARAMETER_INVALID', field: 'url' }))
  })
})
