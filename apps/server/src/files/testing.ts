/** People who send files, for tests: sessions on real sockets, uploads and downloads by HTTP as tus has it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type {
  EventName,
  EventPayload,
  RequestName,
  RequestParams,
  RequestResult,
  ServerFrame,
  WireError,
} from '@mrtc/protocol'
import { type MessageFrame, TestClient } from '../signaling/testing/client.ts'

const tusVersion = '1.0.0'

export interface Place {
  readonly roomId: string
  readonly rtoken: string
}

export interface ServerAddress {
  readonly httpUrl: string
  readonly wsUrl: string
}

async function signFor({ httpUrl }: ServerAddress, uid: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${httpUrl}/demo/sign`, { method: 'POST', headers, body: JSON.stringify({ uid }) })
  return ((await response.json()) as { sign: string }).sign
}

/** A server in a process of its own. */
export class ServerProcess implements AsyncDisposable, ServerAddress {
  readonly #child: ChildProcess
  readonly wsUrl: string

  private constructor(child: ChildProcess, wsUrl: string) {
    this.#child = child
    this.wsUrl = wsUrl
  }

  static async start(dir: string): Promise<ServerProcess> {
    const settings = { MRTC_HTTP_PORT: '0', MRTC_DATA_DIR: dir, MRTC_MEDIA_WORKER_COUNT: '1', MRTC_LOG_LEVEL: 'error' }
    const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts')], {
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for await (const line of createInterface(child.stdout)) {
      const wsUrl = /ws:\/\/\S+/.exec(line)?.[0]
      if (wsUrl) return new ServerProcess(child, wsUrl)
    }
    throw new Error('the server did not start')
  }

  get httpUrl(): string {
    return this.wsUrl.replace('ws', 'http').replace('/ws', '')
  }

  /** Memory of the process that is in use (proc(5), VmRSS). */
  async residentBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await exited
  }
}

export class Person {
  readonly #client: TestClient
  readonly #server: ServerAddress
  readonly uid: string

  private constructor(server: ServerAddress, client: TestClient, uid: string) {
    this.#server = server
    this.#client = client
    this.uid = uid
  }

  static async connect(server: ServerAddress, uid: string): Promise<Person> {
    const client = await TestClient.open(server.wsUrl, { uid, sign: await signFor(server, uid) })
    return new Person(server, client, uid)
  }

  async creates(): Promise<Place> {
    const { rtoken, state } = await this.request('room.create', { sign: await signFor(this.#server, this.uid) })
    return { rtoken, roomId: state.roomId }
  }

  async joins(place: Place, returning = false): Promise<void> {
    await this.request('room.join', { ...place, sign: await signFor(this.#server, this.uid), returning })
  }

  async request<N extends RequestName>(name: N, params: RequestParams<N>): Promise<RequestResult<N>> {
    const { result, error } = await this.#ask(name, params)
    if (error) throw new Error(`${name}: ${error.code} ${error.message}`)
    return result as RequestResult<N>
  }

  async refused<N extends RequestName>(name: N, params: RequestParams<N>): Promise<WireError> {
    const { error } = await this.#ask(name, params)
    if (error) return error
    throw new Error(`${name} was not refused`)
  }

  async #ask(name: RequestName, params: unknown): Promise<{ result?: unknown; error?: WireError }> {
    return (await this.#client.request(name, params)) as { result?: unknown; error?: WireError }
  }

  async hears<N extends EventName>(name: N): Promise<EventPayload<N>> {
    const frame = await this.#client.nextWhere(isEvent(name))
    return ((frame as MessageFrame).body as unknown as { payload: EventPayload<N> }).payload
  }

  /** And has not taken it with `hears`. */
  hasHeard(name: EventName): boolean {
    return this.#client.heard.some(isEvent(name))
  }

  offers(name: string, sizeBytes: number, more: { fingerprint?: string; to?: string[] } = {}) {
    return this.request('file.offer', { name, sizeBytes, ...more })
  }

  /** Offers and uploads it in one go. */
  async sends(name: string, content: Buffer, more: { to?: string[] } = {}): Promise<EventPayload<'file.shared'>> {
    const grant = await this.offers(name, content.length, more)
    const { status, error } = await uploads(this.#server, grant, content)
    if (error) throw new Error(`${status} ${JSON.stringify(error)}`)
    return this.hears('file.shared')
  }

  leaves(): void {
    this.#client.socket.close()
  }

  /** Dies without a word. */
  drops(): void {
    this.#client.drop()
  }
}

function isEvent(name: EventName): (frame: ServerFrame) => boolean {
  return (frame) => frame.type === 'message' && frame.body?.type === 'event' && frame.body.name === name
}

export interface Grant {
  readonly path: string
  readonly token: string
}

export interface Uploaded {
  readonly status: number
  readonly offsetBytes: number
  readonly error: WireError | undefined
}

/** One PATCH of the tus protocol, from this offset. */
export async function uploads(
  server: ServerAddress,
  { path, token }: Grant,
  content: Buffer | AsyncIterable<Buffer>,
  offsetBytes = 0,
): Promise<Uploaded> {
  const response = await fetch(server.httpUrl + path, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${token}`,
      'tus-resumable': tusVersion,
      'upload-offset': String(offsetBytes),
      'content-type': 'application/offset+octet-stream',
    },
    body: content,
    duplex: 'half',
  } as RequestInit)
  const text = await response.text()
  return {
    status: response.status,
    offsetBytes: Number(response.headers.get('upload-offset')),
    error: text.startsWith('{') ? (JSON.parse(text) as WireError) : undefined,
  }
}

/** Sends as much and then pulls the plug. Resolves when the connection is gone. */
export function uploadsCut(
  server: ServerAddress,
  { path, token }: Grant,
  content: Buffer,
  total: number,
): Promise<void> {
  return new Promise((resolve) => {
    const request = httpRequest(server.httpUrl + path, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${token}`,
        'tus-resumable': tusVersion,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': String(total),
      },
    })
    request.on('error', () => {}).on('close', () => resolve())
    // The plug is pulled after the last byte has left, which `destroy` at once would not wait for.
    request.write(content, () => setTimeout(() => request.destroy(), 100))
  })
}

/** How much the server has. */
export async function offsetOf(server: ServerAddress, { path, token }: Grant): Promise<number> {
  const response = await fetch(server.httpUrl + path, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${token}`, 'tus-resumable': tusVersion },
  })
  return response.ok ? Number(response.headers.get('upload-offset')) : -response.status
}
