/** A TCP proxy whose network can be away: nothing gets through and nobody is told, and what was sent arrives afterwards. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export class OutageProxy implements AsyncDisposable {
  readonly #server: Server
  readonly #targetPort: number
  readonly #sockets = new Set<Socket>()
  /** What waits for the network. */
  readonly #waiting: (() => void)[] = []
  #isAway = false

  private constructor(server: Server, targetPort: number) {
    this.#server = server
    this.#targetPort = targetPort
    server.on('connection', (client) => {
      // Also those that come while the network is away are to be closed in the end.
      this.#keep(client)
      this.#whenHere(() => this.#join(client))
    })
  }

  static async start(targetPort: number): Promise<OutageProxy> {
    const server = createServer({ noDelay: true })
    const proxy = new OutageProxy(server, targetPort)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', resolve)
    })
    return proxy
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ws`
  }

  goAway(): void {
    this.#isAway = true
  }

  comeBack(): void {
    this.#isAway = false
    for (const work of this.#waiting.splice(0)) work()
  }

  /** Every connection breaks, and others can be made. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #whenHere(work: () => void): void {
    if (this.#isAway) this.#waiting.push(work)
    else work()
  }

  #join(client: Socket): void {
    const server = connect({ host: '127.0.0.1', port: this.#targetPort, noDelay: true })
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      if (from === server) this.#keep(server)
      from.on('data', (chunk) => this.#whenHere(() => to.write(chunk)))
      from.on('close', () => this.#whenHere(() => to.destroy()))
    }
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    // 'close' follows.
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
  }
}
