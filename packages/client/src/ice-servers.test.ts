import { describe, expect, it } from 'vitest'
import { checkedIce, type IceServerOption } from './ice-servers.ts'

function faultOf(iceServers: readonly IceServerOption[]): unknown {
  try {
    checkedIce({ iceServers })
  } catch (error) {
    return error
  }
  return undefined
}

describe('ICE servers of an application', () => {
  it('are taken as browsers take them', () => {
    const turn = { urls: 'turn:turn.example.org:3478?transport=tcp', username: 'u', credential: 'c' }
    expect(checkedIce({ iceServers: [turn], iceTransportPolicy: 'relay' })).toEqual({
      iceServers: [{ ...turn, urls: [turn.urls] }],
      iceTransportPolicy: 'relay',
    })
    expect(checkedIce({ iceServers: [{ urls: ['stun:[::1]:3478'] }] }).iceServers).toHaveLength(1)
    expect(checkedIce({})).toEqual({ iceServers: undefined, iceTransportPolicy: 'all' })
  })

  it('are refused with the name of what is wrong', () => {
    const code = 'PARAMETER_INVALID'
    expect(faultOf([{ urls: 'https://x' }])).toMatchObject({ code, field: 'iceServers.0.urls.0' })
    expect(faultOf([{ urls: [] }])).toMatchObject({ code, field: 'iceServers.0.urls' })
    expect(faultOf([{ urls: 'turn:x:1', credential: 'c' }])).toMatchObject({ code, field: 'iceServers.0.username' })
    expect(faultOf([{ urls: 'stun:x' }, { urls: 'turns:x', username: 'u' }])).toMatchObject({
      code,
      field: 'iceServers.1.credential',
    })
  })
})
