/** A server with its API, for tests: real HTTP, everything in memory. */
import type { Permission, Role } from '@mrtc/protocol/api'
import { signRequest } from '@mrtc/protocol/api/signing'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { hashPassword, Logins } from '../../accounts/index.ts'
import { defaultAppSettings } from '../../apps/index.ts'
import type { RoomDirectory } from '../../calls/contract.ts'
import { type Config, type ConfigOverrides, loadConfig } from '../../config/index.ts'
import { createHttp } from '../../http/index.ts'
import { Inspector } from '../../inspector/index.ts'
import { memoryObjects, type Objects } from '../../objects/index.ts'
import { openRecorder, type RecorderService } from '../../recorder/index.ts'
import { openStore, type Store } from '../../store/index.ts'
import { databaseOfTests } from '../../store/testing/database-of-tests.ts'
import { calendarOf, UsageKeeper } from '../../usage/index.ts'
import { openWebhooks, type Webhooks } from '../../webhooks/index.ts'
import { addApi, apiRoutes } from '../index.ts'
import type { Route } from '../route.ts'
import { noRooms } from './no-rooms.ts'

const password = 'a password of the tests'
/** Nobody is told anything. */
const noSettings = { settingsOf: () => defaultAppSettings, onChanged: () => () => {} }
/** Tests ask faster than people. */
const manyRequests = {
  requestsPerSecond: 10_000,
  requestBurst: 10_000,
  addressRequestsPerSecond: 10_000,
  addressRequestBurst: 10_000,
}
let passwordHash: Promise<string> | undefined

export interface Answer {
  readonly status: number
  // What a test expects of it is what it checks.
  readonly body: Record<string, unknown>
  readonly headers: Headers
}

/** Somebody who asks the API. */
export interface Client {
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

export interface TestApiOptions {
  /** Calls that it is about; without it there are none. */
  readonly rooms?: (recorder: RecorderService) => Promise<RoomDirectory>
}

export class TestApi {
  readonly store: Store
  readonly config: Config
  readonly usage: UsageKeeper
  readonly inspector: Inspector
  /** Where files of recordings are. */
  readonly objects: Objects
  readonly recorder: RecorderService
  readonly url: string
  /** All that it serves. */
  readonly routes: readonly Route[]
  readonly #http: FastifyInstance
  readonly #webhooks: Webhooks

  private constructor(options: {
    store: Store
    config: Config
    usage: UsageKeeper
    inspector: Inspector
    webhooks: Webhooks
    rooms: RoomDirectory
    recorder: RecorderService
    objects: Objects
    url: string
    http: FastifyInstance
  }) {
    this.store = options.store
    this.usage = options.usage
    this.inspector = options.inspector
    this.recorder = options.recorder
    this.objects = options.objects
    this.config = options.config
    this.url = options.url
    this.routes = apiRoutes({
      config: options.config,
      store: options.store,
      logins: new Logins(options.store, options.config.console),
      usage: options.usage,
      inspector: options.inspector,
      webhooks: options.webhooks,
      rooms: options.rooms,
      recorder: options.recorder,
    })
    this.#http = options.http
    this.#webhooks = options.webhooks
  }

  static async start(
    overrides: ConfigOverrides = {},
    { rooms: openRooms = async () => noRooms }: TestApiOptions = {},
  ): Promise<TestApi> {
    const log = pino({ level: 'silent' })
    const config = loadConfig({
      environment: {},
      overrides: { data: { ephemeral: true, ...(await databaseOfTests()) }, api: manyRequests, ...overrides },
    })
    const store = await openStore(config.data, log)
    const usage = new UsageKeeper({ store: store.usage, calendar: calendarOf('UTC'), keepDays: 366, log })
    const inspector = new Inspector({ store: store.calls, keepDays: 30, log })
    const webhooks = await openWebhooks({ config, store, settings: noSettings, log })
    webhooks.start()
    const objects = memoryObjects()
    const recorder = await openRecorder({ config: config.recorder, data: config.data, store, objects, log })
    const rooms = await openRooms(recorder)
    const http = await createHttp({
      config,
      log,
      registry: new Registry(),
      metricsToken: 'a token of the test',
      demo: { bizName: 'demo', appId: 'a', workspaceId: 'w', sign: () => ({ sign: '', expireTime: 0 }) },
      readiness: {},
      pages: { meeting: undefined, console: undefined },
      parts: [(app) => addApi(app, { config, store, parts: { usage, webhooks, rooms, recorder, inspector }, log })],
    })
    const url = await http.listen({ host: '127.0.0.1', port: 0 })
    return new TestApi({ store, config, usage, inspector, webhooks, rooms, recorder, objects, url, http })
  }

  async close(): Promise<void> {
    await this.#http.close()
    await this.recorder.close()
    await this.usage.close()
    await this.inspector.close()
    await this.#webhooks.close()
    await this.store.close()
  }

  /** Without credentials. */
  readonly anybody: Client = {
    ask: (method, path, body, headers = {}) => this.#send(method, path, body, () => headers),
  }

  /** Makes an account of this role and logs in. */
  async person(
    role: Role,
    name: string = role,
  ): Promise<Client & { readonly cookie: string; readonly csrfToken: string }> {
    passwordHash ??= hashPassword(password)
    const account = { name, displayName: name, role, passwordHash: await passwordHash, mustChangePassword: false }
    await this.store.accounts.create(account)
    return this.login(name)
  }

  async login(name: string, typed: string = password) {
    const answer = await this.anybody.ask('POST', '/session', { name, password: typed })
    const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    const csrfToken = String(answer.body.csrfToken)
    const own = { cookie, 'x-csrf-token': csrfToken }
    const ask: Client['ask'] = (method, path, body, headers = {}) =>
      this.#send(method, path, body, () => ({ ...own, ...headers }))
    return { ask, cookie, csrfToken }
  }

  /** Makes an API key and signs with it. */
  async program(
    permissions: readonly Permission[],
    bizName?: string,
  ): Promise<Client & { readonly keyId: string; readonly secret: string }> {
    const made = await this.store.apiKeys.create({
      name: 'a program',
      bizName,
      permissions,
      createdBy: 'tests',
      expiresAt: undefined,
    })
    const key = { keyId: made.key.keyId, secret: made.secret }
    const ask: Client['ask'] = (method, path, body, headers = {}) =>
      this.#send(method, path, body, (text) => ({
        ...signRequest({ method, path: `/api/v1${path}`, body: text }, key),
        ...headers,
      }))
    return { ask, ...key }
  }

  async #send(
    method: string,
    path: string,
    body: unknown,
    headersFor: (text: string | undefined) => Record<string, string>,
  ): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headersFor(text) },
      ...(text === undefined ? {} : { body: text }),
    })
    const answer = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return {
      status: response.status,
      body: isJson && answer !== '' ? JSON.parse(answer) : {},
      headers: response.headers,
    }
  }
}
