/**
 * One end of a measurement, run inside a host. Both ends share the machine's monotonic clock, so one-way delays are exact.
 *   receive <udp|tcp> <port>                              until standard input ends, then prints what came as JSON
 *   send <address> <port> <packets a second> <bytes> <seconds>
 *   pour <address> <port> <seconds>                       as much as TCP takes
 */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** Of each packet that arrived: its number, how long it took, and from which address and port. */
export interface Reception {
  readonly arrivals: readonly { readonly n: number; readonly delayMs: number; readonly from: string }[]
  readonly bytes: number
  /** From the first to the last arrival. */
  readonly spanMs: number
}

const nowMs = () => Number(process.hrtime.bigint()) / 1e6
const [mode, ...args] = process.argv.slice(2)

async function receive(protocol: string, port: number): Promise<void> {
  const arrivals: { n: number; delayMs: number; from: string }[] = []
  let bytes = 0
  let first = 0
  let last = 0
  const note = (size: number) => {
    last = nowMs()
    first ||= last
    bytes += size
  }
  if (protocol === 'udp') {
    const socket = createSocket({ type: 'udp6', recvBufferSize: 8 << 20 })
    socket.on('message', (message, from) => {
      note(message.length)
      const delayMs = last - message.readDoubleBE(4)
      arrivals.push({
        n: message.readUInt32BE(0),
        delayMs,
        from: `${from.address.replace('::ffff:', '')} ${from.port}`,
      })
    })
    socket.bind(port)
    await once(socket, 'listening')
  } else {
    const server = createServer((socket) => {
      socket.on('data', (chunk) => note(chunk.length))
      socket.on('error', () => {})
    })
    server.listen(port)
    await once(server, 'listening')
  }
  process.stdout.write('ready\n')
  process.stdin.resume()
  await once(process.stdin, 'end')
  process.stdout.write(`${JSON.stringify({ arrivals, bytes, spanMs: last - first } satisfies Reception)}\n`, () =>
    process.exit(0),
  )
}

async function send(
  address: string,
  port: number,
  perSecond: number,
  sizeBytes: number,
  seconds: number,
): Promise<void> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
  // What the network refuses (no route, interface down) counts as lost at the receiver.
  socket.on('error', () => {})
  const message = Buffer.alloc(sizeBytes)
  const total = Math.round(perSecond * seconds)
  const begin = nowMs()
  for (let n = 0; n < total; n++) {
    const dueIn = begin + (n * 1000) / perSecond - nowMs()
    if (dueIn > 0.5) await delay(dueIn)
    message.writeUInt32BE(n, 0)
    message.writeDoubleBE(nowMs(), 4)
    await new Promise<void>((resolve) => socket.send(message, port, address, () => resolve()))
  }
  socket.close()
}

async function pour(address: string, port: number, seconds: number): Promise<void> {
  const socket = connect(port, address)
  socket.on('error', () => {})
  const chunk = Buffer.alloc(64 * 1024)
  const fill = () => {
    while (socket.write(chunk));
  }
  socket.on('connect', fill).on('drain', fill)
  await delay(seconds * 1000)
  socket.destroy()
}

if (mode === 'receive') await receive(args[0] ?? 'udp', Number(args[1]))
else if (mode === 'send') await send(args[0] ?? '', Number(args[1]), Number(args[2]), Number(args[3]), Number(args[4]))
else if (mode === 'pour') await pour(args[0] ?? '', Number(args[1]), Number(args[2]))
else throw new Error(`unknown mode ${mode}`)
