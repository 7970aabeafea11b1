import { FakeClient, FakeRoom } from '@mrtc/client/testing'
import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import { Call } from '../call/call.ts'
import { LocalMedia } from '../media/local-media.ts'
import { CallFlow } from './call-flow.ts'
import type { CallDestination } from './join.ts'

const link: CallDestination = { to: 'call', address: { roomId: '100234', rtoken: 'token' } }

const setUp = () => {
  const rooms: FakeRoom[] = []
  const clients: FakeClient[] = []
  const failures: MrtcError[] = []
  const names: string[] = []
  const flow = new CallFlow({
    // Outside a browser there are no devices: both sources end up failed, and the call goes on without.
    media: new LocalMedia(),
    join: async ({ displayName, media }) => {
      names.push(displayName)
      const failure = failures.shift()
      if (failure !== undefined) throw failure
      const room = new FakeRoom()
      const client = new FakeClient(room)
      rooms.push(room)
      clients.push(client)
      return new Call({ client, room, media })
    },
  })
  return { flow, rooms, clients, failures, names, phase: () => flow.store.get().phase }
}

describe('the way through a call', () => {
  it('goes from lobby to call to end, and back in under the same name', async () => {
    const { flow, rooms, names, phase } = setUp()
    flow.open(link)
    expect(phase()).toBe('lobby')
    await flow.join('Ada')
    expect(phase()).toBe('call')
    flow.leave()
    expect(flow.store.get()).toMatchObject({ phase: 'ended', end: { reason: 'left' } })
    expect(rooms[0]?.closed).toBe(true)
    await flow.rejoin()
    expect(phase()).toBe('call')
    expect(names).toEqual(['Ada', 'Ada'])
    flow.close()
  })

  it('makes a direct call when that is chosen, and keeps the choice when joining fails', async () => {
    const { flow, failures } = setUp()
    failures.push(new MrtcError('SERVER_FULL'))
    flow.open({ to: 'new' })
    await flow.join('Ada', { direct: true })
    expect(flow.store.get()).toMatchObject({ phase: 'lobby', destination: { to: 'new', direct: true } })
    flow.close()
  })

  it('stays in the call when its own address comes up', async () => {
    const { flow, rooms, phase } = setUp()
    flow.open({ to: 'new' })
    await flow.join('Ada')
    flow.open(link)
    expect(phase()).toBe('call')
    expect(rooms).toHaveLength(1)
    flow.close()
  })

  it('leaves the call when the address of another comes up', async () => {
    const { flow, rooms, phase } = setUp()
    flow.open(link)
    await flow.join('Ada')
    flow.open({ to: 'call', address: { roomId: 'other', rtoken: 'token' } })
    expect(phase()).toBe('lobby')
    expect(rooms[0]?.closed).toBe(true)
    flow.close()
  })

  it('comes back to the lobby with the problem when joining fails', async () => {
    const { flow, failures } = setUp()
    failures.push(new MrtcError('ROOM_ENDED'))
    flow.open(link)
    await flow.join('Ada')
    expect(flow.store.get()).toMatchObject({ phase: 'lobby', problem: { key: 'roomEnded' } })
    flow.close()
  })

  it('leaves a call that was reached after it was cancelled', async () => {
    const { flow, rooms, phase } = setUp()
    flow.open(link)
    const joining = flow.join('Ada')
    flow.cancel()
    await joining
    expect(phase()).toBe('lobby')
    expect(rooms[0]?.closed).toBe(true)
    flow.close()
  })

  it('says why the call ended when it was not by ourselves', async () => {
    const { flow, rooms, clients } = setUp()
    flow.open(link)
    await flow.join('Ada')
    rooms[0]?.end('kicked')
    expect(flow.store.get()).toMatchObject({ phase: 'ended', end: { reason: 'kicked' } })
    await flow.rejoin()
    clients[1]?.become({ state: 'closed', error: new MrtcError('SERVER_SHUTTING_DOWN') })
    rooms[1]?.end('sessionLost')
    expect(flow.store.get()).toMatchObject({
      phase: 'ended',
      end: { reason: 'sessionLost', problem: { key: 'serverRestarted' } },
    })
    flow.close()
  })
})
