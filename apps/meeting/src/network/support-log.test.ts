import { describe, expect, it } from 'vitest'
import { supportFileName, supportText } from './support-log.ts'

const madeAtMs = Date.UTC(2026, 0, 2, 3, 4, 5, 6)

describe('the log for support', () => {
  it('has readable times and figures of few digits', () => {
    const text = supportText({
      madeAtMs,
      roomId: '100234',
      uid: 'me',
      userAgent: 'browser',
      connection: 'open',
      network: undefined,
      measurements: new Map([['f', { direction: 'recv', figures: { loss: 1 / 3, bitrateBps: 123_456 } }]]),
      events: [{ id: 1, event: 'connectionLost', atMs: madeAtMs }],
      history: [{ atMs: madeAtMs, sent: { rttMs: 51.234567 } }],
    })
    expect(JSON.parse(text)).toEqual({
      madeAt: '2026-01-02T03:04:05.006Z',
      roomId: '100234',
      uid: 'me',
      userAgent: 'browser',
      connection: 'open',
      feeds: { f: { direction: 'recv', figures: { loss: 0.3333, bitrateBps: 123_456 } } },
      events: [{ at: '2026-01-02T03:04:05.006Z', id: 1, event: 'connectionLost' }],
      history: [{ at: '2026-01-02T03:04:05.006Z', sent: { rttMs: 51.23 } }],
    })
  })

  it('is a file of the room and the time', () => {
    expect(supportFileName({ roomId: '100234', madeAtMs })).toBe('mrtc-network-100234-2026-01-02T03-04-05-006Z.json')
  })
})
