/** The page of a simulated person: joins through the public client, shows everyone, answers `window.caller`. */
import { CallClient, type Publication, type Room, type Subscription } from '@mrtc/client'
import type { CallerPage, JoinOptions, RoomAddress, SubscriptionSample } from './api.ts'
import { candidateTypes, closeDirect, sentToServer } from './connections.ts'

interface Seen {
  readonly subscription: Subscription
  firstFrameAt: number | null
  lastFrameAt: number
  longestStillMs: number
}

let client: CallClient | undefined
let room: Room | undefined
let publication: Publication | undefined
let joinStartedAt = 0
let roomClosed: string | null = null
const seen = new Map<string, Seen>()
const texts: { from: string; text: string }[] = []
const delivered: { messageId: string; uid: string }[] = []

const nowMs = () => performance.timeOrigin + performance.now()

function inRoom(): Room {
  if (!room) throw new Error('not in a room')
  return room
}

/** Plays a subscription, notes when its first frame is on the screen and how long the picture stands still. */
function show(subscription: Subscription): void {
  const entry: Seen = { subscription, firstFrameAt: null, lastFrameAt: nowMs(), longestStillMs: 0 }
  seen.set(subscription.feed.feedId, entry)
  const element = document.createElement('video')
  element.autoplay = true
  element.playsInline = true
  element.width = 320
  const shown = () => {
    const now = nowMs()
    if (entry.firstFrameAt !== null) entry.longestStillMs = Math.max(entry.longestStillMs, now - entry.lastFrameAt)
    entry.firstFrameAt ??= now
    entry.lastFrameAt = now
    element.requestVideoFrameCallback(shown)
  }
  element.requestVideoFrameCallback(shown)
  const play = () => {
    const tracks = [subscription.tracks.audio, subscription.tracks.video].filter((track) => track !== undefined)
    const playing = element.srcObject instanceof MediaStream ? element.srcObject.getTracks() : []
    if (tracks.some((track) => !playing.includes(track))) element.srcObject = new MediaStream(tracks)
  }
  play()
  document.body.append(element)
  subscription.on('changed', play)
  subscription.on('closed', () => {
    seen.delete(subscription.feed.feedId)
    element.remove()
  })
}

function takeLongestStills(): { uid: string; stillMs: number }[] {
  return [...seen.values()].map((entry) => {
    const stillMs = Math.max(entry.longestStillMs, nowMs() - entry.lastFrameAt)
    entry.longestStillMs = 0
    return { uid: entry.subscription.feed.uid, stillMs }
  })
}

async function subscribe(feedId: string): Promise<void> {
  try {
    show(await inRoom().subscribe(feedId))
  } catch (error) {
    // The feed may be gone again by the time we ask; anything else shows as a dead subscription.
    console.warn(`subscribe ${feedId}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function join(options: JoinOptions): Promise<RoomAddress> {
  joinStartedAt = nowMs()
  const { uid, bizName, appId, workspaceId, sign } = options.identity
  client = new CallClient({
    url: options.url,
    uid,
    bizName,
    appId,
    workspaceId,
    sign,
    platform: { name: 'web', version: '0' },
    ...(options.repair === undefined ? {} : { repair: options.repair }),
    ...(options.iceServers === undefined ? {} : { iceServers: options.iceServers }),
    ...(options.iceTransportPolicy === undefined ? {} : { iceTransportPolicy: options.iceTransportPolicy }),
  })
  await client.connect()
  const { direct = false } = options
  const entered = options.room
    ? await client.joinRoom({ ...options.room, direct })
    : await client.createRoom({ direct })
  room = entered
  entered.on('textReceived', ({ from, text }) => texts.push({ from, text }))
  entered.on('textDelivered', (receipt) => delivered.push(receipt))
  entered.on('closed', (reason) => {
    roomClosed = reason
  })
  if (options.subscribe ?? true) {
    entered.on('feedPublished', (feed) => {
      if (feed.uid !== uid) void subscribe(feed.feedId)
    })
    for (const feed of entered.feeds.values()) if (feed.uid !== uid) void subscribe(feed.feedId)
  }
  if (options.publish ?? true) {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: true,
      video: { ...(options.size ?? { width: 640, height: 360 }), frameRate: 15 },
    })
    const [audio] = stream.getAudioTracks()
    const [video] = stream.getVideoTracks()
    if (!audio || !video) throw new Error('the fake camera or microphone is missing')
    publication = await entered.publish({ audio, video, tag: 'camera' })
  }
  return { roomId: entered.roomId, rtoken: entered.rtoken }
}

async function sentVideoBytes(): Promise<number> {
  let bytes = 0
  for (const report of (await publication?.getStats()) ?? []) {
    for (const stat of report.values()) {
      if (stat.type === 'outbound-rtp' && stat.kind === 'video') bytes += stat.bytesSent ?? 0
    }
  }
  return bytes
}

async function setLayer(uid: string, layer: number | null): Promise<void> {
  for (const { subscription } of seen.values()) {
    if (subscription.feed.uid === uid) await subscription.setLayers(layer === null ? null : { spatial: layer })
  }
}

async function sample({ subscription, firstFrameAt }: Seen): Promise<SubscriptionSample> {
  let video: SubscriptionSample['video'] = null
  let audio: SubscriptionSample['audio'] = null
  for (const report of await subscription.getStats()) {
    for (const stat of report.values()) {
      if (stat.type !== 'inbound-rtp') continue
      if (stat.kind === 'video') {
        video = {
          framesDecoded: stat.framesDecoded ?? 0,
          width: stat.frameWidth ?? 0,
          height: stat.frameHeight ?? 0,
          bytesReceived: stat.bytesReceived ?? 0,
          freezeCount: stat.freezeCount ?? 0,
        }
      } else {
        audio = {
          energy: stat.totalAudioEnergy ?? 0,
          bytesReceived: stat.bytesReceived ?? 0,
          concealedSamples: stat.concealedSamples ?? 0,
          totalSamples: stat.totalSamplesReceived ?? 0,
        }
      }
    }
  }
  return { feedId: subscription.feed.feedId, uid: subscription.feed.uid, video, audio, firstFrameAt }
}

const caller: CallerPage = {
  join,
  samples: () => Promise.all([...seen.values()].map(sample)),
  takeLongestStills,
  joinStartedAt: () => joinStartedAt,
  participants: () => [...inRoom().participants.keys()],
  feeds: () => [...inRoom().feeds.values()].map(({ feedId, uid }) => ({ feedId, uid })),
  sendText: (text, to) => inRoom().sendText(text, to ? { to } : {}),
  texts: () => texts,
  delivered: () => delivered,
  connection: () => {
    const state = client?.state ?? { state: 'idle' as const }
    return { state: state.state, code: state.state === 'closed' ? (state.error?.code ?? null) : null }
  },
  roomClosed: () => roomClosed,
  setLayer,
  sentVideoBytes,
  setMuted: async (kind, muted) => publication?.setMuted(kind, muted),
  route: () => ({
    own: inRoom().route.route,
    inRoom: Object.fromEntries([...inRoom().participants.values()].map(({ uid, route = 'server' }) => [uid, route])),
  }),
  sentToServer,
  candidateTypes,
  closeDirect,
  kick: (uid) => inRoom().kick(uid),
  unpublish: async () => publication?.close(),
  leave: () => inRoom().leave(),
  close: async () => client?.close(),
}

Object.assign(window, { caller })
