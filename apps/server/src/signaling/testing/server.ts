/** Signalling on a free port with calls made up for the test: no store, no media. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MrtcError, type RequestName, requests } from '@mrtc/protocol'
import { pino } from 'pino'
import { loadConfig, type SignalingConfig } from '../../config/index.ts'
import { createMetrics, createRegistry } from '../../metrics/index.ts'
import type { CallerSession, RequestHandlers, SessionEnd } from '../contract.ts'
import { startSignaling } from '../index.ts'

export type Happening = readonly ['suspended' | 'resumed', string] | readonly ['ended', string, SessionEnd]

export interface TestServer {
  readonly url: string
  /** What the observer was told, as kind, uid and reason. */
  readonly happenings: Happening[]
  /** The sessions that handlers and observer have seen, by uid. */
  readonly sessions: Map<string, CallerSession>
  readonly logged: Record<string, unknown>[]
  metric(name: string): Promise<number>
  until(condition: () => boolean): Promise<void>
  close(): Promise<void>
}

export interface TestServerOptions {
  readonly config?: Partial<SignalingConfig>
  /** Others answer NOT_IN_ROOM. */
  readonly handlers?: Partial<RequestHandlers>
}

export async function startTestServer({ config, handlers = {} }: TestServerOptions = {}): Promise<TestServer> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const registry = createRegistry()
  const happenings: Happening[] = []
  const sessions = new Map<string, CallerSession>()
  const logged: Record<string, unknown>[] = []
  const signaling = startSignaling({
    server,
    config: { ...loadConfig({ environment: {} }).signaling, ...config },
    trustProxy: false,
    handlers: remembering(sessions, handlers),
    observer: {
      opened: () => {},
      suspended: (session) => happenings.push(['suspended', session.uid]),
      resumed: (session) => happenings.push(['resumed', session.uid]),
      ended: (session, end) => happenings.push(['ended', session.uid, end]),
    },
    signatures: {
      check: async ({ bizName }, sign) => {
        if (bizName !== 'demo') throw new MrtcError('APP_NOT_FOUND')
        if (sign === 'expired') throw new MrtcError('SIGNATURE_EXPIRED')
        if (sign !== 'good') throw new MrtcError('SIGNATURE_INVALID')
      },
    },
    metrics: createMetrics(registry),
    log: pino({ level: 'warn' }, { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) }),
  })
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`,
    happenings,
    sessions,
    logged,
    metric: async (name) => {
      const values = (await registry.getSingleMetric(name)?.get())?.values ?? []
      return values.reduce((sum, { value }) => sum + value, 0)
    },
    until: async (condition) => {
      while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    close: async () => {
      await signaling.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function remembering(sessions: Map<string, CallerSession>, handlers: Partial<RequestHandlers>): RequestHandlers {
  const entries = Object.keys(requests).map((name) => {
    const handler = handlers[name as RequestName] as ((params: unknown, context: unknown) => unknown) | undefined
    const remember = (params: unknown, context: { session: CallerSession }) => {
      sessions.set(context.session.uid, context.session)
      if (!handler) throw new MrtcError('NOT_IN_ROOM')
      return handler(params, context)
    }
    return [name, remember]
  })
  return Object.fromEntries(entries) as RequestHandlers
}
