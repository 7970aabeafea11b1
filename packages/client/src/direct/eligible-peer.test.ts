import type { Participant } from '@mrtc/protocol'
import { describe, expect, it } from 'vitest'
import { eligiblePeer } from './eligible-peer.ts'

function room(...direct: readonly boolean[]): ReadonlyMap<string, Participant> {
  const people = direct.map((one, index) => ({
    uid: `p${index}`,
    userType: 0,
    joinedAt: index,
    connected: true,
    ...(one ? { direct: true } : {}),
  }))
  return new Map(people.map((participant) => [participant.uid, participant]))
}

describe('whom media goes to directly', () => {
  it('is the only other one, if both asked for it', () => {
    expect(eligiblePeer(room(true, true), 'p0', false)?.uid).toBe('p1')
    expect(eligiblePeer(room(true, true), 'p1', false)?.uid).toBe('p0')
    expect(eligiblePeer(room(true, false), 'p0', false)).toBeUndefined()
    expect(eligiblePeer(room(false, true), 'p0', false)).toBeUndefined()
  })

  it('is nobody while the server records, which needs the media', () => {
    expect(eligiblePeer(room(true, true), 'p0', true)).toBeUndefined()
  })

  it('is nobody when we are alone or more than two', () => {
    expect(eligiblePeer(room(true), 'p0', false)).toBeUndefined()
    expect(eligiblePeer(room(true, true, true), 'p0', false)).toBeUndefined()
  })
})
