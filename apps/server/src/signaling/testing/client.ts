/** A client that speaks frames, for tests: it does just what it is told and keeps all it hears. */
import {
  type HelloFrame,
  protocolVersion,
  type RequestName,
  type ResponseBody,
  type ServerFrame,
  type WelcomeFrame,
} from '@mrtc/protocol'
import { WebSocket } from 'ws'

type FrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>
export type MessageFrame = FrameOf<'message'>

/** Longer than anything here takes on a busy machine. */
const waitLimitMs = 10_000

export interface TestClientOptions {
  readonly uid?: string
  readonly sign?: string
  /** A dead link answers no pings. */
  readonly answersPings?: boolean
  readonly headers?: Readonly<Record<string, string>>
}

interface Waiter {
  readonly wants: (frame: ServerFrame) => boolean
  readonly resolve: (frame: ServerFrame) => void
}

export class TestClient {
  readonly socket: WebSocket
  readonly uid: string
  /** Everything heard and not yet taken with `next`. */
  readonly heard: ServerFrame[] = []
  /** The code that the socket closed with. */
  readonly closed: Promise<number>
  readonly #options: TestClientOptions
  readonly #waiters: Waiter[] = []
  /** The highest server number heard. */
  received = 0
  seq = 0
  #requestId = 0

  private constructor(url: string, options: TestClientOptions) {
    this.#options = options
    this.uid = options.uid ?? 'alice'
    this.socket = new WebSocket(url, { headers: options.headers ?? {} })
    this.closed = new Promise((resolve) => this.socket.on('close', resolve))
    this.socket.on('error', () => {})
    this.socket.on('message', (data) => this.#hear(JSON.parse(String(data)) as ServerFrame))
  }

  /** Connects without shaking hands. */
  static async connect(url: string, options: TestClientOptions = {}): Promise<TestClient> {
    const client = new TestClient(url, options)
    await new Promise<void>((resolve, reject) => client.socket.once('open', resolve).once('error', reject))
    return client
  }

  /** Connects and opens a session. */
  static async open(url: string, options: TestClientOptions = {}): Promise<TestClient & { welcome: WelcomeFrame }> {
    const client = await TestClient.connect(url, options)
    client.hello()
    return Object.assign(client, { welcome: await client.next('welcome') })
  }

  /** Connects and takes a session over from another client, which need not be closed. */
  static async resume(url: string, from: TestClient, welcome: WelcomeFrame): Promise<TestClient> {
    const client = await TestClient.connect(url, { ...from.#options, uid: from.uid })
    client.received = from.received
    client.seq = from.seq
    client.#requestId = from.#requestId
    client.sendResume(welcome)
    return client
  }

  hello(fields: Partial<HelloFrame> = {}): void {
    this.send({
      type: 'hello',
      version: protocolVersion,
      uid: this.uid,
      bizName: 'demo',
      appId: 'default',
      workspaceId: 'default',
      sign: this.#options.sign ?? 'good',
      client: { platform: 'test', version: '1' },
      ...fields,
    })
  }

  sendResume({ sessionId, resumeToken }: { sessionId: string; resumeToken: string }, ack = this.received): void {
    this.send({ type: 'resume', version: protocolVersion, sessionId, resumeToken, ack })
  }

  /** Sends a numbered request without waiting. @returns its id */
  post(name: RequestName | (string & {}), params: unknown, key?: string): number {
    this.#requestId += 1
    this.seq += 1
    const body = { type: 'request', id: this.#requestId, name, params, ...(key === undefined ? {} : { key }) }
    this.send({ type: 'message', seq: this.seq, ack: this.received, body })
    return this.#requestId
  }

  async request(name: RequestName | (string & {}), params: unknown, key?: string): Promise<ResponseBody> {
    return this.response(this.post(name, params, key))
  }

  async response(id: number): Promise<ResponseBody> {
    const frame = await this.nextWhere(
      (it) => it.type === 'message' && it.body?.type === 'response' && it.body.id === id,
    )
    return (frame as MessageFrame).body as ResponseBody
  }

  send(frame: unknown): void {
    this.sendText(JSON.stringify(frame))
  }

  sendText(text: string | Buffer): void {
    this.socket.send(text)
  }

  async next<T extends ServerFrame['type']>(type: T): Promise<FrameOf<T>> {
    return (await this.nextWhere((frame) => frame.type === type)) as FrameOf<T>
  }

  /** The first frame heard like that, taken out of `heard`. */
  nextWhere(wants: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
    const index = this.heard.findIndex(wants)
    const [found] = index < 0 ? [] : this.heard.splice(index, 1)
    if (found) return Promise.resolve(found)
    const { promise, resolve, reject } = Promise.withResolvers<ServerFrame>()
    const timer = setTimeout(() => reject(new Error(`heard only ${JSON.stringify(this.heard)}`)), waitLimitMs)
    this.#waiters.push({
      wants,
      resolve: (frame) => {
        clearTimeout(timer)
        resolve(frame)
      },
    })
    return promise
  }

  /** Dies without a word, as a phone in a tunnel does. */
  drop(): void {
    this.socket.terminate()
  }

  #hear(frame: ServerFrame): void {
    if (frame.type === 'message') this.received = frame.seq
    if (frame.type === 'ping' && this.#options.answersPings !== false) this.send({ type: 'pong' })
    const index = this.#waiters.findIndex((waiter) => waiter.wants(frame))
    const [waiter] = index < 0 ? [] : this.#waiters.splice(index, 1)
    if (waiter) waiter.resolve(frame)
    else this.heard.push(frame)
  }
}
