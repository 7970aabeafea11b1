import { FakeMediaStreamTrack } from 'fake-mediastreamtrack'
import { expect, it } from 'vitest'
import { callWorld } from '../testing/call-world.ts'

const track = (kind: 'audio' | 'video') => new FakeMediaStreamTrack({ kind }) as unknown as MediaStreamTrack

/** A call with bob in which packets arrive over both transports. */
async function flowingCall() {
  const world = await callWorld()
  const { room, model, clock, device, after } = world
  model.joins('bob')
  const feedId = model.publishes('bob')
  await clock.advance(50)
  await after(room.publish({ audio: track('audio'), video: track('video') }))
  await after(room.subscribe(feedId))
  const flow = async (forMs: number) => {
    for (let passed = 0; passed < forMs; passed += 50) {
      for (const connection of device.connections) connection.receivedBytes += 1_000
      await clock.advance(50)
    }
  }
  const restarts = () => device.connections.map((connection) => connection.restarts)
  await flow(3_000)
  return { ...world, flow, restarts }
}

it('restarts ICE on both transports within a second of silence, over the same socket when that works', async () => {
  const { clock, server, restarts } = await flowingCall()
  const attempts = server.network.attempts
  await clock.advance(1_000)
  expect(restarts()).toEqual([1, 1])
  expect(server.network.attempts).toBe(attempts)
})

it('tries another socket when the server does not answer either', async () => {
  const { clock, server, restarts } = await flowingCall()
  const attempts = server.network.attempts
  server.network.freeze()
  await clock.advance(1_500)
  expect(server.network.attempts).toBeGreaterThan(attempts)
  expect(restarts()).toEqual([1, 1])
})

it('leaves media alone that flows while the socket is replaced', async () => {
  const { server, flow, restarts } = await flowingCall()
  server.network.cut()
  await flow(2_000)
  expect(restarts()).toEqual([0, 0])
})

it('restarts ICE at once when the machine is on another network', async () => {
  const { room, flow, restarts } = await flowingCall()
  room.networkChanged()
  await flow(200)
  expect(restarts()).toEqual([1, 1])
})

it('lets signalling come back as soon as media shows that the network is there', async () => {
  const { clock, server, flow, session } = await flowingCall()
  server.network.reachable = false
  server.network.cut()
  await clock.advance(12_000)
  server.network.reachable = true
  expect(session.state.state).toBe('resuming')
  await flow(300)
  expect(session.state.state).toBe('open')
})

it('leaves no timer behind', async () => {
  const { room, session, clock } = await flowingCall()
  await clock.advance(700)
  await Promise.all([room.leave(), clock.advance(500)])
  await Promise.all([session.close(), clock.advance(2_000)])
  expect(clock.timers).toBe(0)
})
