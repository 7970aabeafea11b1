/** An application's own server, as the guide's hello call needs it: its page, and `/demo` and `/ws` passed on. */
import { request as ask, createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

export interface Site extends AsyncDisposable {
  readonly url: string
}

/** @param pageUrl where the page's files are @param platformUrl of the platform, by HTTP */
export async function startSite(pageUrl: string, platformUrl: string): Promise<Site> {
  const platform = new URL(platformUrl)
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const target = new URL(path, path.startsWith('/demo/') ? platformUrl : pageUrl)
    const { method, headers } = request
    const passed = ask(target, { method, headers: { ...headers, host: target.host } }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    passed.on('error', (error) => response.destroy(error))
    request.pipe(passed)
  })
  const upgraded = new Set<Duplex>()
  server.on('upgrade', (request, socket, head) => {
    const onward = connect(Number(platform.port), platform.hostname, () => {
      const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`)
      onward.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      onward.write(head)
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
    // Upgraded connections are the server's no more: they end with either side, and with the site.
    upgraded.add(socket)
    socket.on('close', () => {
      upgraded.delete(socket)
      onward.destroy()
    })
    onward.on('close', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        for (const socket of upgraded) socket.destroy()
      }),
  }
}
