import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import { FakeRoom } from '../facade/testing/fake-client.ts'
import { PeerData } from './peer-data.ts'

/** A peer connection that goes nowhere. */
function deafConnection(): RTCPeerConnection {
  const connection: Partial<RTCPeerConnection> = {
    createDataChannel: () => ({ readyState: 'connecting', close: () => {} }) as unknown as RTCDataChannel,
    setLocalDescription: async () => {},
    localDescription: { toJSON: () => ({ type: 'offer', sdp: 'v=0' }) } as RTCSessionDescription,
    close: () => {},
  }
  return connection as RTCPeerConnection
}

function peerData(localUid: string, others: readonly string[], createConnection = async () => deafConnection()) {
  const room = new FakeRoom(localUid)
  room.createPeerConnection = createConnection
  for (const uid of others) room.joins(uid)
  const heard: string[] = []
  const data = new PeerData({
    room,
    onData: (text, from) => heard.push(`${from}: ${text}`),
  })
  return { room, data, heard }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('data from page to page', () => {
  it('begins at the end whose name comes first', async () => {
    const { room } = peerData('bob', ['alice', 'carol'])
    await settled()
    expect(room.signalled).toEqual([['carol', { description: { type: 'offer', sdp: 'v=0' } }]])
  })

  it('goes over the server while there is no direct way', async () => {
    const { room, data, heard } = peerData('bob', ['alice'])
    await data.send('hello')
    expect(room.signalled).toEqual([['alice', { data: 'hello' }]])
    expect(data.direct).toEqual([])
    room.emit('peerSignalled', { from: 'alice', signal: { data: 'hi' } })
    expect(heard).toEqual(['alice: hi'])
  })

  it('goes over the server where no connection can be made', async () => {
    const { room, data } = peerData('bob', ['carol'], () => Promise.reject(new MrtcError('REQUEST_TIMEOUT')))
    await settled()
    await data.send('hello')
    expect(room.signalled).toEqual([['carol', { data: 'hello' }]])
  })

  it('leaves no connection behind to somebody who left while it was made', async () => {
    let closed = 0
    const made = Promise.withResolvers<RTCPeerConnection>()
    const { room } = peerData('bob', ['carol'], () => made.promise)
    room.leaves('carol', 'left')
    made.resolve({ ...deafConnection(), close: () => (closed += 1) } as RTCPeerConnection)
    await settled()
    expect([closed, room.signalled]).toEqual([1, []])
  })

  it('is not told any more once it is closed', () => {
    const { room, data, heard } = peerData('bob', ['alice'])
    data.close()
    room.emit('peerSignalled', { from: 'alice', signal: { data: 'hi' } })
    expect(heard).toEqual([])
  })
})
