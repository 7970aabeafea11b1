/** The baseline: a WebSocket server that passes each message to the other one of its pair, and does nothing else. */
import { WebSocket, WebSocketServer } from 'ws'

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.env.PORT), perMessageDeflate: false })
const members = new Map<string, WebSocket[]>()

server.on('connection', (socket, request) => {
  const pair = request.url ?? ''
  const both = members.get(pair) ?? []
  both.push(socket)
  members.set(pair, both)
  socket.on('message', (message) => {
    for (const other of both) if (other !== socket && other.readyState === WebSocket.OPEN) other.send(message)
  })
})
process.once('SIGTERM', () => process.exit(0))
