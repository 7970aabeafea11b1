/** Callers without sockets, for tests: they implement what signalling gives, on real media. */
import { setImmediate } from 'node:timers/promises'
import {
  type AnyEvent,
  type EventName,
  type EventPayload,
  events,
  MrtcError,
  type RequestName,
  type RequestParams,
  type RequestResult,
  requests,
  type TrackKind,
} from '@mrtc/protocol'
import { Registry } from 'prom-client'
import type * as z from 'zod'
import { type AppSettings, type AppSettingsLookup, appSettingsSchema, defaultAppSettings } from '../apps/index.ts'
import { fileConfigSchema } from '../files/config.ts'
import { FileService } from '../files/index.ts'
import { type Happening, Happenings } from '../happenings/index.ts'
import { rtpParametersOf, silentLog, testMediaConfig } from '../media/fixtures.ts'
import type { MediaConfig } from '../media/index.ts'
import { memoryObjects } from '../objects/index.ts'
import type { RoomRecorder } from '../recorder/contract.ts'
import { type RoomConfig, roomConfigSchema } from '../rooms/index.ts'
import type { AppIdentity, CallerSession, RequestContext, SessionEnd, SignatureCheck } from '../signaling/contract.ts'
import type { StoredRooms } from '../store/stored-rooms.ts'
import { turnConfigSchema } from '../turn/index.ts'
import type { VodPlayer } from '../vod/contract.ts'
import { type Calls, createCalls } from './index.ts'

export const goodSign = 'good'

const signatures: SignatureCheck = {
  async check(_, sign) {
    if (sign !== goodSign) throw new MrtcError('SIGNATURE_INVALID', undefined, { field: 'sign' })
  },
}

export const demoApp: AppIdentity = { bizName: 'demo', appId: 'app', workspaceId: 'default' }

export interface TestCalls {
  readonly calls: Calls
  readonly registry: Registry
  /** What was told, in order. */
  readonly happened: readonly Happening[]
  /** Sets the demo app's settings, as its administrator would. */
  set(settings: z.input<typeof appSettingsSchema>): void
}

export async function startCalls(
  rooms: Partial<RoomConfig> = {},
  workerCount = 1,
  stored: StoredRooms = roomsInMemory(),
  media: Partial<MediaConfig> = {},
  {
    allowsSimulation = false,
    recorder = noRecorder,
    vod = noVod,
  }: { readonly allowsSimulation?: boolean; readonly recorder?: RoomRecorder; readonly vod?: VodPlayer } = {},
): Promise<TestCalls> {
  const registry = new Registry()
  const files = await FileService.open({
    config: fileConfigSchema.parse({}),
    objects: memoryObjects(),
    stored: { load: async () => [], save: async () => {}, remove: async () => {} },
    key: 'a key of the test',
    log: silentLog,
  })
  const config = { ...testMediaConfig({ workerCount, ...media }), ...roomConfigSchema.parse({}), ...rooms }
  const happened: Happening[] = []
  const happenings = new Happenings(silentLog)
  happenings.listen((happening) => happened.push(happening))
  const settings = new SettingsByHand()
  const calls = await createCalls({
    ...{ config, signatures, settings, rooms: stored, files, happenings, registry, allowsSimulation },
    turn: turnConfigSchema.parse({}),
    recorder,
    vod,
    log: silentLog,
  })
  return { calls, registry, happened, set: (wanted) => settings.set(wanted) }
}

class SettingsByHand implements AppSettingsLookup {
  readonly #listeners = new Set<(bizName: string) => void>()
  #settings = defaultAppSettings

  settingsOf(): AppSettings {
    return this.#settings
  }

  onChanged(listener: (bizName: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  set(settings: z.input<typeof appSettingsSchema>): void {
    this.#settings = appSettingsSchema.parse(settings)
    for (const listener of this.#listeners) listener(demoApp.bizName)
  }
}

/** Keeps them as text, as a database does. */
export function roomsInMemory(): StoredRooms {
  const rooms = new Map<string, string>()
  return {
    load: async () => [...rooms].map(([roomId, record]) => ({ roomId, record: JSON.parse(record) })),
    write: async ({ saved, removed }) => {
      for (const roomId of removed) rooms.delete(roomId)
      for (const { roomId, record } of saved) rooms.set(roomId, JSON.stringify(record))
    },
  }
}

const refuse = async () => {
  throw new MrtcError('RECORDER_UNAVAILABLE')
}

/** Of a server that plays no files. */
export const noVod: VodPlayer = {
  start: () => {
    throw new MrtcError('VOD_UNAVAILABLE')
  },
  stop: () => {
    throw new MrtcError('VOD_NOT_FOUND')
  },
  roomEnded: () => {},
}

/** Of a server that does not record. */
export const noRecorder: RoomRecorder = {
  start: refuse,
  stop: refuse,
  pause: refuse,
  resume: refuse,
  setWatermarks: refuse,
  info: refuse,
  active: () => [],
  roomChanged: () => {},
  roomEnded: () => {},
}

let nextSession = 1

/** A client's session, and what its client does with it. Parameters, results and events are checked by the protocol. */
export class Caller implements CallerSession {
  readonly sessionId = `session-${nextSession++}`
  readonly uid: string
  readonly app: AppIdentity
  readonly client = { platform: 'test', version: '1' }
  connected = true
  /** What it was sent, in order: events, and the names of its requests when they were answered. */
  readonly log: (AnyEvent | { readonly answered: RequestName })[] = []
  readonly #calls: Calls
  readonly #ending = new AbortController()

  constructor(calls: Calls, uid: string, app: AppIdentity = demoApp) {
    this.#calls = calls
    this.uid = uid
    this.app = app
    calls.observer.opened(this)
  }

  send<N extends EventName>(name: N, payload: EventPayload<N>): void {
    events[name].parse(payload)
    this.log.push({ name, payload } as unknown as AnyEvent)
  }

  get heard(): AnyEvent[] {
    return this.log.filter((entry) => 'name' in entry)
  }

  /** The events of this name that it was sent. */
  heardOf<N extends EventName>(name: N): EventPayload<N>[] {
    return this.heard.filter((told) => told.name === name).map((told) => told.payload as EventPayload<N>)
  }

  async request<N extends RequestName>(name: N, params: RequestParams<N>): Promise<RequestResult<N>> {
    const context: RequestContext = { session: this, log: silentLog, signal: this.#ending.signal }
    const handler = this.#calls.handlers[name] as (
      params: RequestParams<N>,
      context: RequestContext,
    ) => RequestResult<N> | Promise<RequestResult<N>>
    const result = await handler(requests[name].params.parse(params) as RequestParams<N>, context)
    this.log.push({ answered: name })
    requests[name].result.parse(result)
    await settled()
    return result
  }

  async refused<N extends RequestName>(name: N, params: RequestParams<N>): Promise<MrtcError> {
    try {
      await this.request(name, params)
    } catch (error) {
      if (error instanceof MrtcError) return error
      throw error
    }
    throw new Error(`${name} was not refused`)
  }

  create(options: { readonly direct?: boolean } = {}): Promise<RequestResult<'room.create'>> {
    return this.request('room.create', { sign: goodSign, ...options })
  }

  returns({ state, rtoken }: RequestResult<'room.create'>): Promise<RequestResult<'room.join'>> {
    return this.request('room.join', { roomId: state.roomId, rtoken, sign: goodSign, returning: true })
  }

  join({ state, rtoken }: RequestResult<'room.create'>): Promise<RequestResult<'room.join'>> {
    return this.request('room.join', { roomId: state.roomId, rtoken, sign: goodSign })
  }

  async publish(kinds: TrackKind[] = ['audio', 'video']): Promise<{ feedId: string; transportId: string }> {
    const { transportId } = await this.request('transport.create', { direction: 'send' })
    const { feedId } = await this.request('feed.publish', { tag: 'face', source: 'camera', kinds })
    for (const kind of kinds) {
      await this.request('feed.addTrack', {
        feedId,
        transportId,
        kind,
        rtpParameters: rtpParametersOf(kind),
        muted: false,
      })
    }
    return { feedId, transportId }
  }

  async subscribe(
    feedId: string,
    { rtpCapabilities }: RequestResult<'room.create'>,
  ): Promise<RequestResult<'feed.subscribe'> & { transportId: string }> {
    const { transportId } = await this.request('transport.create', { direction: 'recv' })
    const subscribed = await this.request('feed.subscribe', {
      feedId,
      transportId,
      kinds: ['audio', 'video'],
      rtpCapabilities,
    })
    return { ...subscribed, transportId }
  }

  async disconnects(): Promise<void> {
    this.connected = false
    this.#calls.observer.suspended(this)
    await settled()
  }

  async reconnects(): Promise<void> {
    this.connected = true
    this.#calls.observer.resumed(this)
    await settled()
  }

  async ends(end: SessionEnd): Promise<void> {
    this.endsNow(end)
    await settled()
  }

  endsNow(end: SessionEnd): void {
    this.connected = false
    this.#ending.abort()
    this.#calls.observer.ended(this, end)
  }
}

/** Events go out when the turn of the event loop is over. */
export async function settled(): Promise<void> {
  await setImmediate()
  await setImmediate()
}

export async function metricsOf(registry: Registry): Promise<ReadonlyMap<string, number>> {
  const values = new Map<string, number>()
  for (const metric of await registry.getMetricsAsJSON()) {
    for (const { labels, value } of metric.values) {
      const suffix = Object.entries(labels).map(([name, label]) => `{${name}=${label}}`)
      values.set([metric.name, ...suffix].join(''), value)
    }
  }
  return values
}
