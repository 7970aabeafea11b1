/** Two ends that write to each other, over the platform or over the baseline. */
import { once } from 'node:events'
import { CallClient } from '@mrtc/client'
import WebSocket from 'ws'

export interface Pair {
  /** Sends a text from one end; `received` is called when it is at the other. */
  send(text: string): Promise<void>
  received: (text: string) => void
  close(): Promise<void>
}

interface SignedIdentity {
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
  readonly uid: string
  readonly sign: string
}

async function identity(httpUrl: string, uid: string): Promise<SignedIdentity> {
  const response = await fetch(`${httpUrl}/demo/sign`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ uid }),
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new Error(`/demo/sign answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as SignedIdentity
}

/** Two participants of a room of their own, through the public client. */
export async function openMrtcPair(httpUrl: string, number: number): Promise<Pair> {
  const open = async (uid: string) => {
    const client = new CallClient({
      url: httpUrl,
      ...(await identity(httpUrl, uid)),
      platform: { name: 'load', version: '0' },
      createWebSocket: (url) => new WebSocket(url, { perMessageDeflate: false }),
    })
    await client.connect()
    return client
  }
  const [alice, bob] = await Promise.all([open(`load_${number}a`), open(`load_${number}b`)])
  const room = await alice.createRoom()
  const other = await bob.joinRoom({ roomId: room.roomId, rtoken: room.rtoken })
  const pair: Pair = {
    send: async (text) => {
      await room.sendText(text)
    },
    received: () => {},
    close: async () => {
      await Promise.all([alice.close(), bob.close()])
    },
  }
  other.on('textReceived', ({ text }) => pair.received(text))
  return pair
}

/** The same over bare sockets: no order numbers, acknowledgements, rooms or checks. */
export async function openEchoPair(port: number, number: number): Promise<Pair> {
  const open = async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${number}`, { perMessageDeflate: false })
    await once(socket, 'open')
    return socket
  }
  const [alice, bob] = [await open(), await open()]
  const pair: Pair = {
    send: async (text) => alice.send(JSON.stringify({ text })),
    received: () => {},
    close: async () => {
      alice.terminate()
      bob.terminate()
    },
  }
  bob.on('message', (message) => pair.received((JSON.parse(String(message)) as { text: string }).text))
  return pair
}
