/** The page of a measured participant: joins through the public client, watches everyone, answers `window.probe`. */
import { CallClient, type Room } from '@mrtc/client'
import type { Decision, Drain, JoinPlan, JoinTimes, ProbePage, RoomAddress } from './api.ts'
import { nowMs } from './clock.ts'
import { watchPeerConnections } from './peer-connections.ts'
import { PublishedFeed } from './publishing.ts'
import { WatchedFeed } from './watched-feed.ts'

let client: CallClient | undefined
let published: PublishedFeed | undefined
let decisions: Decision[] = []
const watched = new Map<string, WatchedFeed>()
const times: JoinTimes = {
  startedAt: 0,
  socketOpenAt: null,
  welcomeAt: null,
  roomJoinedAt: null,
  publishStartedAt: null,
  iceConnectedAt: null,
  dtlsConnectedAt: null,
}

watchPeerConnections(times)

function watchedSocket(url: string): WebSocket {
  const socket = new WebSocket(url)
  socket.addEventListener('open', () => {
    times.socketOpenAt ??= nowMs()
  })
  return socket
}

async function watch(room: Room, feedId: string): Promise<void> {
  try {
    watched.set(feedId, new WatchedFeed(await room.subscribe(feedId)))
  } catch (error) {
    // The feed may be gone again by the time we ask; anything else shows as a subscription that measures nothing.
    console.warn(`subscribe ${feedId}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function join({ url, identity, room: address, publish, subscribe, repair }: JoinPlan): Promise<RoomAddress> {
  times.startedAt = nowMs()
  const { warn, error } = console
  client = new CallClient({
    url,
    ...identity,
    platform: { name: 'web', version: '0' },
    createWebSocket: watchedSocket,
    repair,
    log: {
      debug: () => {},
      info: () => {},
      warn: (message, fields) => warn(message, JSON.stringify(fields ?? {})),
      error: (message, fields) => error(message, JSON.stringify(fields ?? {})),
    },
  })
  await client.connect()
  times.welcomeAt = nowMs()
  const room = address ? await client.joinRoom(address) : await client.createRoom()
  times.roomJoinedAt = nowMs()
  room.on('weakNetworkDecided', ({ reasons }) => decisions.push({ atMs: nowMs(), reasons }))
  if (subscribe) {
    room.on('feedPublished', (feed) => {
      if (feed.uid !== identity.uid) void watch(room, feed.feedId)
    })
    for (const feed of room.feeds.values()) if (feed.uid !== identity.uid) void watch(room, feed.feedId)
  }
  if (publish) {
    times.publishStartedAt = nowMs()
    published = await PublishedFeed.publish(room, publish)
  }
  return { roomId: room.roomId, rtoken: room.rtoken }
}

async function drain(): Promise<Drain> {
  const [publication, subscriptions] = await Promise.all([
    published?.drain() ?? null,
    Promise.all([...watched.values()].map((feed) => feed.drain())),
  ])
  // Those that ended gave what they had.
  for (const [feedId, feed] of watched) if (feed.ended) watched.delete(feedId)
  const state = client?.state
  const decided = decisions
  decisions = []
  return {
    atMs: nowMs(),
    connection: state?.state ?? 'idle',
    sessionId: state?.state === 'open' ? state.sessionId : null,
    times: { ...times },
    decisions: decided,
    publication,
    subscriptions,
  }
}

const probe: ProbePage = {
  join,
  drain,
  now: nowMs,
  pauseVideo: async (paused) => published?.pauseVideo(paused),
  leave: async () => client?.close(),
}
Object.assign(window, { probe })
