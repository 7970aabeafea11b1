import type { NetworkDecision, NetworkPlan } from '@mrtc/client'
import { FakeClient, FakeRoom } from '@mrtc/client/testing'
import { describe, expect, it } from 'vitest'
import { NetworkLog } from './network-log.ts'

const idle: NetworkPlan = {
  redDepth: 0,
  opusBitrateBps: undefined,
  minVideoBitrateBps: undefined,
  maxVideoBitrateBps: undefined,
  omitsVideo: false,
  jitterBufferTargetMs: undefined,
  uplinkRepair: undefined,
  downlinkRepair: undefined,
}

const decisionOf = (plan: Partial<NetworkPlan>): NetworkDecision => ({
  atMs: 0,
  up: 'randomLoss',
  down: 'clean',
  side: 'up',
  plan: { ...idle, ...plan },
  causes: [],
  reasons: [],
})

const setUp = async () => {
  const room = new FakeRoom()
  const client = new FakeClient(room)
  await client.connect()
  const log = new NetworkLog({ client, room })
  return { room, client, log, events: () => log.events.get() }
}

describe('the log of a network', () => {
  it('says of each decision what it changed', async () => {
    const { room, events } = await setUp()
    room.emit('weakNetworkDecided', decisionOf({ redDepth: 4, opusBitrateBps: 24_000 }))
    room.emit('weakNetworkDecided', decisionOf({ redDepth: 4, opusBitrateBps: 24_000, minVideoBitrateBps: 500_000 }))
    room.emit('weakNetworkDecided', decisionOf({ minVideoBitrateBps: 500_000 }))
    expect(events().map((event) => (event.event === 'decision' ? event.changes : []))).toEqual([
      [
        { setting: 'redDepth', value: 4 },
        { setting: 'opusBitrateBps', value: 24_000 },
      ],
      [{ setting: 'minVideoBitrateBps', value: 500_000 }],
      [
        { setting: 'redDepth', value: 0 },
        { setting: 'opusBitrateBps', value: undefined },
      ],
    ])
  })

  it('tells once that the connection was lost, and whether the session was kept', async () => {
    const { client, events } = await setUp()
    const resuming = { state: 'resuming', since: 0, deadline: 60_000 } as const
    client.become({ ...resuming, attempt: 1 })
    client.become({ ...resuming, attempt: 2 })
    client.become({ state: 'open', sessionId: 's1', since: 0 })
    client.become({ ...resuming, attempt: 1 })
    client.become({ state: 'open', sessionId: 's2', since: 0 })
    expect(events()).toMatchObject([
      { event: 'connectionLost' },
      { event: 'connectionBack', session: 'kept' },
      { event: 'connectionLost' },
      { event: 'connectionBack', session: 'renewed' },
    ])
  })

  it('tells which direction of sound and picture was lost and is back', async () => {
    const { room, events } = await setUp()
    room.emit('mediaStateChanged', { direction: 'recv', state: 'connected' })
    room.emit('mediaStateChanged', { direction: 'recv', state: 'disconnected' })
    room.emit('mediaStateChanged', { direction: 'recv', state: 'failed' })
    room.emit('mediaStateChanged', { direction: 'recv', state: 'connected' })
    expect(events()).toMatchObject([
      { event: 'mediaLost', direction: 'recv' },
      { event: 'mediaBack', direction: 'recv' },
    ])
  })

  it('hears nothing after it was closed', async () => {
    const { room, log, events } = await setUp()
    log.close()
    room.emit('weakNetworkDecided', decisionOf({ redDepth: 1 }))
    expect(events()).toEqual([])
  })
})
