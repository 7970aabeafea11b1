/**
 * One end of a TCP transfer, in a namespace: `source <address> <port>` sends to whoever connects until it hangs up,
 * `sink` takes what comes. The other end connects: `fetch` reads so many bytes, `push` writes so many.
 */
import { connect, createServer, type Socket } from 'node:net'

const chunk = Buffer.alloc(64 * 1024)
const [role, address, portText, bytesText] = process.argv.slice(2)
const port = Number(portText)
const bytes = Number(bytesText)

function send(socket: Socket, remaining: number): void {
  let left = remaining
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      const size = Math.min(left, chunk.length)
      left -= size
      if (!socket.write(chunk.subarray(0, size))) return
    }
    if (left <= 0) socket.end()
  }
  socket.on('drain', more)
  more()
}

function serve(take: (socket: Socket) => void): void {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    take(socket)
  })
  server.listen(port, address, () => process.stdout.write('ready\n'))
}

switch (role) {
  case 'source':
    serve((socket) => send(socket, Number.POSITIVE_INFINITY))
    break
  case 'sink':
    serve((socket) => socket.resume())
    break
  case 'fetch': {
    let received = 0
    const socket = connect(port, address)
    socket.on('data', (data) => {
      received += data.length
      if (received >= bytes) socket.destroy()
    })
    break
  }
  case 'push':
    send(connect(port, address), bytes)
    break
}
