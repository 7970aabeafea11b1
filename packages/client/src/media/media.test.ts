import { MrtcError, type RequestName } from '@mrtc/protocol'
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack'
import type { types as ms } from 'mediasoup-client'
import { describe, expect, it, vi } from 'vitest'
import { type CallWorld, callWorld } from '../testing/call-world.ts'

const track = (kind: 'audio' | 'video') => new FakeMediaStreamTrack({ kind }) as unknown as MediaStreamTrack
const both = () => ({ audio: track('audio'), video: track('video') })

const made = ({ server }: CallWorld, name: RequestName) =>
  server.session.requests.filter((request) => request.name === name)

async function published(world: CallWorld, options = {}) {
  return world.after(world.room.publish({ ...both(), ...options }))
}

/** A room where bob publishes. */
async function withBob() {
  const world = await callWorld()
  world.model.joins('bob')
  const feedId = world.model.publishes('bob')
  await world.clock.advance(50)
  return { ...world, feedId }
}

describe('publishing', () => {
  it('declares a feed, sends its tracks, and everybody sees it', async () => {
    const world = await callWorld()
    const publication = await published(world, { tag: 'desk', source: 'camera' })
    expect(publication).toMatchObject({ feedId: expect.stringContaining('feed-'), tag: 'desk', source: 'camera' })
    expect(world.room.publications.get(publication.feedId)).toBe(publication)
    expect(world.room.feeds.get(publication.feedId)).toMatchObject({
      uid: 'alice',
      tracks: [
        { kind: 'audio', mimeType: 'audio/opus' },
        { kind: 'video', mimeType: 'video/VP8' },
      ],
    })
    expect(await publication.getStats()).toHaveLength(2)
  })

  it('takes one transport for all publications', async () => {
    const world = await callWorld()
    await world.after(Promise.all([published(world), published(world)]))
    expect(made(world, 'transport.create')).toHaveLength(1)
    expect(world.room.publications.size).toBe(2)
  })

  it('says when the codec that was asked for is not there', async () => {
    const world = await callWorld()
    await expect(world.after(world.room.publish({ ...both(), codec: 'AV1' }))).rejects.toMatchObject({
      code: 'CODEC_UNSUPPORTED',
    })
  })

  it('refuses what cannot be sent before the server hears of it', async () => {
    const world = await callWorld()
    const ended = track('audio')
    ended.stop()
    for (const options of [{}, { audio: track('video') }, { audio: ended }]) {
      await expect(world.after(world.room.publish(options))).rejects.toMatchObject({ code: 'PARAMETER_INVALID' })
    }
    expect(made(world, 'feed.publish')).toEqual([])
  })

  it('leaves nothing behind when it fails, and the tracks alone', async () => {
    const world = await callWorld()
    const options = both()
    world.model.failures.set('feed.addTrack', new MrtcError('CODEC_UNSUPPORTED'))
    await expect(world.after(world.room.publish(options))).rejects.toMatchObject({ code: 'CODEC_UNSUPPORTED' })
    expect(made(world, 'feed.unpublish')).toHaveLength(1)
    expect(world.room.publications.size).toBe(0)
    expect(options.audio.readyState).toBe('live')
    expect(options.audio.enabled).toBe(true)
    await published(world, options)
  })

  it('fails when media does not connect in time, and can be tried again', async () => {
    let reachable = false
    const world = await callWorld({ reachable: () => reachable })
    await expect(world.after(world.room.publish(both()), 11_000)).rejects.toMatchObject({ code: 'MEDIA_TIMEOUT' })
    expect(made(world, 'feed.unpublish')).toHaveLength(1)
    reachable = true
    await published(world)
    expect(made(world, 'transport.create')).toHaveLength(2)
  })

  it('can be aborted at any point without leaving a feed behind', async () => {
    for (let afterMs = 0; afterMs <= 60; afterMs += 5) {
      const world = await callWorld()
      const controller = new AbortController()
      const publishing = world.room.publish(both(), { signal: controller.signal })
      publishing.catch(() => {})
      await world.clock.advance(afterMs)
      controller.abort()
      await world.clock.advance(500)
      const failed = await publishing.then(
        () => false,
        () => true,
      )
      expect(world.room.publications.size).toBe(failed ? 0 : 1)
      expect([...world.room.feeds.keys()]).toEqual([...world.room.publications.keys()])
    }
  })

  it('fails when the platform has no WebRTC', async () => {
    const world = await callWorld({
      createDevice: () => {
        throw new Error('device not supported')
      },
    })
    await expect(world.after(world.room.publish(both()))).rejects.toMatchObject({ code: 'MEDIA_FAILED' })
  })
})

describe('a publication', () => {
  it('is muted here and for everybody, and begins muted when asked to', async () => {
    const world = await callWorld()
    const publication = await published(world, { audioMuted: true })
    expect(publication.isMuted('audio')).toBe(true)
    expect(world.room.feeds.get(publication.feedId)?.tracks[0]?.muted).toBe(true)
    await world.after(publication.setMuted('audio', false))
    await world.after(publication.setMuted('video', true))
    expect(world.room.feeds.get(publication.feedId)?.tracks.map(({ muted }) => muted)).toEqual([false, true])
    // The track itself is the application's: a preview goes on.
    expect(publication.tracks.video?.enabled).toBe(true)
  })

  it('stays as it was when the server does not take the mute', async () => {
    const world = await callWorld()
    const publication = await published(world)
    world.model.failures.set('feed.setMuted', new MrtcError('FEED_NOT_FOUND'))
    await expect(world.after(publication.setMuted('audio', true))).rejects.toMatchObject({ code: 'FEED_NOT_FOUND' })
    expect(publication.isMuted('audio')).toBe(false)
  })

  it('stays muted while the server is away, which hears of it when it is back', async () => {
    const world = await callWorld()
    const publication = await published(world)
    world.server.network.reachable = false
    world.server.network.cut()
    await world.after(publication.setMuted('audio', true), 20_000)
    expect(publication.isMuted('audio')).toBe(true)
    expect(world.room.feeds.get(publication.feedId)?.tracks[0]?.muted).toBe(false)
    world.server.network.reachable = true
    await world.clock.advance(10_000)
    expect(world.room.feeds.get(publication.feedId)?.tracks[0]?.muted).toBe(true)
  })

  it('sends another track without anybody noticing', async () => {
    const world = await callWorld()
    const publication = await published(world)
    const [before, other] = [publication.tracks.video, track('video')]
    await world.after(publication.replaceTrack('video', other))
    expect(publication.tracks.video).toBe(other)
    expect(before?.readyState).toBe('live')
    await expect(publication.replaceTrack('video', track('audio'))).rejects.toMatchObject({ field: 'video' })
  })

  it('tells when the source of a track ends', async () => {
    const world = await callWorld()
    const audio = new FakeMediaStreamTrack({ kind: 'audio' })
    const publication = await world.after(world.room.publish({ audio: audio as unknown as MediaStreamTrack }))
    const ended = vi.fn()
    publication.on('trackEnded', ended)
    audio.remoteStop()
    expect(ended).toHaveBeenCalledExactlyOnceWith('audio')
    expect(world.room.publications.size).toBe(1)
    expect(() => publication.isMuted('video')).toThrow(expect.objectContaining({ code: 'PARAMETER_INVALID' }))
  })

  it('is closed once', async () => {
    const world = await callWorld()
    const publication = await published(world)
    const closed = vi.fn()
    publication.on('closed', closed)
    await world.after(Promise.all([publication.close(), publication.close()]))
    expect(closed).toHaveBeenCalledExactlyOnceWith('unpublished')
    expect(world.room.feeds.size).toBe(0)
    expect(made(world, 'feed.unpublish')).toHaveLength(1)
    await expect(publication.setMuted('audio', true)).rejects.toMatchObject({ code: 'FEED_NOT_FOUND' })
  })

  it('tells that it shows something else', async () => {
    const world = await callWorld()
    const publication = await published(world)
    await world.after(publication.setSource('screen'))
    expect(publication.source).toBe('screen')
    expect(world.room.feeds.get(publication.feedId)).toMatchObject({ source: 'screen' })
  })

  it('lets smoothness or clearness of pictures go first, as it is told while it runs', async () => {
    const world = await callWorld()
    const preference = () => world.device.senders.at(-1)?.getParameters().degradationPreference
    const publication = await published(world)
    expect(preference()).toBe('maintain-framerate')
    await world.after(publication.setDegradationPreference('maintain-resolution'))
    expect(preference()).toBe('maintain-resolution')
    await world.after(publication.close())
    await expect(publication.setDegradationPreference('maintain-framerate')).rejects.toMatchObject({
      code: 'FEED_NOT_FOUND',
    })
  })

  it('keeps its codec when the other cannot be had', async () => {
    const world = await callWorld()
    const publication = await published(world)
    await expect(world.after(publication.changeVideoCodec('AV1'))).rejects.toMatchObject({ code: 'CODEC_UNSUPPORTED' })
    await world.after(publication.changeVideoCodec('VP8'))
    expect(made(world, 'feed.addTrack')).toHaveLength(2)
    expect(await publication.getStats()).toHaveLength(2)
  })

  it('is closed with the room', async () => {
    const world = await callWorld()
    const publication = await published(world)
    const closed = vi.fn()
    publication.on('closed', closed)
    await world.after(world.room.leave())
    expect(closed).toHaveBeenCalledExactlyOnceWith('participantLeft')
    expect(world.device.connections).toHaveLength(1)
    await world.after(world.session.close(), 2_000)
    expect(world.clock.timers).toBe(0)
  })
})

describe('subscribing', () => {
  it('receives the tracks of a feed and lets them flow', async () => {
    const { room, model, feedId, after } = await withBob()
    const subscription = await after(room.subscribe(feedId))
    expect(Object.keys(subscription.tracks)).toEqual(['audio', 'video'])
    expect(subscription.feed.uid).toBe('bob')
    expect(room.subscriptions.get(feedId)).toBe(subscription)
    expect(model.subscriptions.get(subscription.subscriptionId)?.started).toBe(true)
    expect(await subscription.getStats()).toHaveLength(2)
  })

  it('can take one kind, and says when the feed has not got it', async () => {
    const { room, model, clock, after, feedId } = await withBob()
    const subscription = await after(room.subscribe(feedId, { kinds: ['audio'] }))
    expect(Object.keys(subscription.tracks)).toEqual(['audio'])
    const voice = model.publishes('bob', ['audio'])
    await clock.advance(50)
    await expect(room.subscribe(voice, { kinds: ['video'] })).rejects.toMatchObject({ code: 'PARAMETER_INVALID' })
  })

  it('is done once a feed, also at the same time', async () => {
    const { room, feedId, after } = await withBob()
    const [first, second] = await after(Promise.allSettled([room.subscribe(feedId), room.subscribe(feedId)]))
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ reason: { code: 'ALREADY_SUBSCRIBED' } })
    await expect(room.subscribe('nothing')).rejects.toMatchObject({ code: 'FEED_NOT_FOUND' })
  })

  it('leaves nothing behind when it fails', async () => {
    const { room, model, feedId, after } = await withBob()
    model.failures.set('subscription.start', new MrtcError('INTERNAL'))
    await expect(after(room.subscribe(feedId))).rejects.toMatchObject({ code: 'INTERNAL' })
    expect(model.subscriptions.size).toBe(0)
    await after(room.subscribe(feedId))
  })

  it('can be aborted at any point without leaving a subscription behind', async () => {
    for (let afterMs = 0; afterMs <= 60; afterMs += 5) {
      const { room, model, clock, feedId } = await withBob()
      const controller = new AbortController()
      const subscribing = room.subscribe(feedId, { signal: controller.signal })
      subscribing.catch(() => {})
      await clock.advance(afterMs)
      controller.abort()
      await clock.advance(500)
      expect(model.subscriptions.size).toBe(room.subscriptions.size)
    }
  })
})

describe('a subscription', () => {
  it('follows its feed and ends with it', async () => {
    const { room, model, clock, feedId, after } = await withBob()
    const subscription = await after(room.subscribe(feedId))
    const [changed, closed] = [vi.fn(), vi.fn()]
    subscription.on('changed', changed)
    subscription.on('closed', closed)
    model.mutes(feedId, 'video', true)
    await clock.advance(50)
    expect(changed).toHaveBeenCalledOnce()
    expect(subscription.feed.tracks[1]?.muted).toBe(true)
    model.leaves('bob')
    await clock.advance(50)
    expect(closed).toHaveBeenCalledExactlyOnceWith('participantLeft')
    expect(room.subscriptions.size).toBe(0)
    await subscription.close()
  })

  it('chooses layers and is closed once', async () => {
    const { room, model, feedId, after } = await withBob()
    const subscription = await after(room.subscribe(feedId))
    await after(subscription.setLayers({ spatial: 0 }))
    await after(Promise.all([subscription.close(), subscription.close()]))
    expect(model.subscriptions.size).toBe(0)
    await expect(subscription.setLayers(null)).rejects.toMatchObject({ code: 'SUBSCRIPTION_NOT_FOUND' })
    await after(room.subscribe(feedId))
  })
})

describe('media on a changing network', () => {
  it('restarts ICE when the session resumes', async () => {
    const { room, server, device, clock, feedId, after } = await withBob()
    await after(room.publish(both()))
    await after(room.subscribe(feedId))
    server.network.cut()
    await clock.advance(500)
    expect(device.connections.map(({ restarts }) => restarts)).toEqual([1, 1])
  })

  it('restarts ICE when the connection is interrupted, and tells of it', async () => {
    const world = await callWorld()
    const states: string[] = []
    world.room.on('mediaStateChanged', ({ direction, state }) => states.push(`${direction} ${state}`))
    await published(world)
    const [connection] = world.device.connections
    connection?.become('disconnected')
    await world.clock.advance(500)
    expect(connection?.restarts).toBe(1)
    expect(states).toEqual(['send connecting', 'send connected', 'send disconnected', 'send connected'])
  })

  it('sends the same feed over a new transport when the server lost the first', async () => {
    const world = await callWorld()
    const publication = await published(world)
    const { feedId, tracks } = publication
    const [changed, closed] = [vi.fn(), vi.fn()]
    publication.on('changed', changed)
    publication.on('closed', closed)
    await world.after(publication.setMuted('audio', true))
    const [transportId] = [...world.model.transports.keys()]
    world.model.losesTransport(transportId ?? '')
    await world.clock.advance(2_000)
    expect(publication.feedId).toBe(feedId)
    expect([...world.room.publications]).toEqual([[feedId, publication]])
    expect(made(world, 'feed.publish')).toHaveLength(1)
    expect(made(world, 'feed.addTrack').map(({ params }) => params)).toMatchObject([
      { feedId, transportId, kind: 'audio', muted: false },
      { feedId, transportId, kind: 'video', muted: false },
      { feedId, kind: 'audio', muted: true },
      { feedId, kind: 'video', muted: false },
    ])
    expect(publication.tracks).toEqual(tracks)
    expect(changed).toHaveBeenCalledOnce()
    expect(closed).not.toHaveBeenCalled()
    expect(world.heard.filter((event) => event.startsWith('feedUnpublished'))).toEqual([])
    await world.after(publication.setMuted('audio', false))
  })

  it('attaches the same subscription to a new transport when the server lost the first', async () => {
    const world = await withBob()
    const { room, model, clock, feedId, after } = world
    const subscription = await after(room.subscribe(feedId))
    await after(subscription.setLayers({ spatial: 1 }))
    const before = { id: subscription.subscriptionId, tracks: subscription.tracks }
    const [changed, closed] = [vi.fn(), vi.fn()]
    subscription.on('changed', changed)
    subscription.on('closed', closed)
    model.losesTransport([...model.transports.keys()][0] ?? '')
    await clock.advance(2_000)
    expect(changed).toHaveBeenCalledOnce()
    expect(closed).not.toHaveBeenCalled()
    expect(subscription.subscriptionId).toBe(before.id)
    expect(subscription.tracks.video).not.toBe(before.tracks.video)
    expect(model.subscriptions.get(before.id)?.started).toBe(true)
    expect(made(world, 'subscription.attach')).toHaveLength(1)
    // Servers that were restarted have forgotten which were chosen.
    expect(made(world, 'subscription.setLayers')).toHaveLength(2)
  })

  it('receives the new tracks when the publisher sends its feed anew', async () => {
    const world = await withBob()
    const { room, model, clock, feedId, after } = world
    const subscription = await after(room.subscribe(feedId))
    const { tracks } = subscription
    const changed = vi.fn()
    subscription.on('changed', changed)
    model.renews(feedId)
    await clock.advance(200)
    expect(changed).toHaveBeenCalledOnce()
    expect(subscription.tracks.audio).not.toBe(tracks.audio)
    expect(made(world, 'transport.create')).toHaveLength(1)
  })

  it('publishes and subscribes under new ids when the server has lost feed and subscription too', async () => {
    const world = await withBob()
    const { room, model, clock, feedId, after } = world
    const publication = await published(world)
    const subscription = await after(room.subscribe(feedId))
    await after(subscription.setLayers({ spatial: 1 }))
    const before = { feedId: publication.feedId, subscriptionId: subscription.subscriptionId }
    model.failures.set('feed.addTrack', new MrtcError('FEED_NOT_FOUND'))
    model.failures.set('subscription.attach', new MrtcError('SUBSCRIPTION_NOT_FOUND'))
    for (const transportId of [...model.transports.keys()]) model.losesTransport(transportId)
    await clock.advance(2_000)
    expect(publication.feedId).not.toBe(before.feedId)
    expect([...room.publications]).toEqual([[publication.feedId, publication]])
    expect(subscription.subscriptionId).not.toBe(before.subscriptionId)
    expect(made(world, 'subscription.setLayers').at(-1)?.params).toEqual({
      subscriptionId: subscription.subscriptionId,
      layers: { spatial: 1 },
    })
  })

  it('gives a transport up that does not come back, and the feed moves to another', async () => {
    let reachable = true
    const world = await callWorld({ reachable: () => reachable })
    const publication = await published(world)
    const [transportId] = [...world.model.transports.keys()]
    reachable = false
    world.device.connections[0]?.become('failed')
    await world.clock.advance(9_000)
    reachable = true
    await world.clock.advance(3_000)
    expect(publication.feedId).toBe([...world.room.feeds.keys()][0])
    expect(made(world, 'feed.publish')).toHaveLength(1)
    expect(made(world, 'transport.close').map(({ params }) => params)).toEqual([{ transportId }])
    expect(world.model.transports.size).toBe(1)
  })

  it('builds a transport anew when restarts do not help', async () => {
    const world = await callWorld()
    const publication = await published(world)
    world.device.connections[0]?.become('failed')
    world.device.connections[0]?.become('failed')
    world.model.transports.clear()
    await world.clock.advance(3_000)
    expect(world.device.connections).toHaveLength(2)
    expect(world.room.feeds.has(publication.feedId)).toBe(true)
  })

  it('says that media failed when there is no way, after a while', async () => {
    let reachable = true
    const world = await callWorld({ reachable: () => reachable })
    const publication = await published(world)
    const closed = vi.fn()
    publication.on('closed', closed)
    reachable = false
    world.model.losesTransport([...world.model.transports.keys()][0] ?? '')
    await world.clock.advance(90_000)
    expect(closed).toHaveBeenCalledExactlyOnceWith('mediaFailed')
    expect(world.room.publications.size).toBe(0)
    expect(world.room.feeds.size).toBe(0)
    expect(world.room.closed).toBe(false)
  })
})

it('loads a device that the caller brings, once a room', async () => {
  const devices: ms.Device[] = []
  const world = await callWorld()
  const create = world.device.create
  const counted = await callWorld({
    createDevice: () => {
      const device = create()
      devices.push(device)
      return device
    },
  })
  await published(counted)
  await published(counted)
  expect(devices).toHaveLength(1)
})
