import { describe, expect, it } from 'vitest'
import { destinationOf, linkToCall, parseCallLink, pathOfCall } from './call-link.ts'

const address = { roomId: '100234', rtoken: 'a-B_9' }

describe('links to a call', () => {
  it('come back as they were', () => {
    expect(parseCallLink(linkToCall('https://call.example', address))).toEqual(address)
    const odd = { roomId: 'room 7/ü', rtoken: 'x#%y' }
    expect(parseCallLink(linkToCall('http://localhost:8080', odd))).toEqual(odd)
  })

  it('say that a call is direct', () => {
    const direct = { ...address, direct: true } as const
    expect(pathOfCall(direct)).toBe('/call/100234#a-B_9&direct')
    expect(parseCallLink(`Join me: ${linkToCall('https://call.example', direct)} `)).toEqual(direct)
  })

  it('keep the token in the fragment', () => {
    expect(new URL(linkToCall('https://call.example', address)).pathname).toBe('/call/100234')
    expect(pathOfCall(address)).toBe('/call/100234#a-B_9')
  })

  it('are understood with spaces around, words before and without a protocol', () => {
    expect(parseCallLink('  call.example/call/100234#a-B_9 \n')).toEqual(address)
    expect(parseCallLink('Join me: https://call.example/call/100234/?from=mail#a-B_9')).toEqual(address)
  })

  it('are refused without a token, a room or sense', () => {
    for (const text of ['', 'hello', '100234', 'https://call.example/call/100234', 'https://call.example/call/#abc']) {
      expect(parseCallLink(text)).toBeUndefined()
    }
  })
})

describe('destinationOf', () => {
  it('tells the pages apart', () => {
    expect(destinationOf('/', '')).toEqual({ to: 'home' })
    expect(destinationOf('/new', '')).toEqual({ to: 'new' })
    expect(destinationOf('/call/100234', '#a-B_9')).toEqual({ to: 'call', address })
    expect(destinationOf('/settings', '')).toEqual({ to: 'nowhere' })
  })

  it('calls a link broken that has lost its token, is too long or is not well encoded', () => {
    expect(destinationOf('/call/100234', '')).toEqual({ to: 'brokenLink' })
    expect(destinationOf('/call/', '#abc')).toEqual({ to: 'brokenLink' })
    expect(destinationOf('/call/%E0%A4%A', '#abc')).toEqual({ to: 'brokenLink' })
    expect(destinationOf(`/call/${'9'.repeat(65)}`, '#abc')).toEqual({ to: 'brokenLink' })
  })
})
