/** The peer connections of a page, asked the same way in every browser. */
import type { Page } from 'puppeteer-core'

/** Before the page goes anywhere. */
export async function keepConnections(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const kept: { connections: RTCPeerConnection[]; sockets: WebSocket[] } = { connections: [], sockets: [] }
    Object.assign(window, { kept })
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        kept.connections.push(this)
      }
    }
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        kept.sockets.push(this)
      }
    }
  })
}

export interface Stat {
  readonly type: string
  readonly kind?: 'audio' | 'video'
  readonly mid?: string
  readonly rid?: string
  readonly framesDecoded?: number
  readonly framesEncoded?: number
  readonly bytesSent?: number
  readonly totalAudioEnergy?: number
  readonly audioLevel?: number
  readonly mimeType?: string
}

export async function statsOf(page: Page): Promise<Stat[]> {
  return page.evaluate(async () => {
    const { kept } = window as unknown as { kept: { connections: RTCPeerConnection[] } }
    const open = kept.connections.filter(({ connectionState }) => connectionState !== 'closed')
    const reports = await Promise.all(open.map((connection) => connection.getStats()))
    return JSON.parse(JSON.stringify(reports.flatMap((report) => [...report.values()]))) as never
  })
}

export async function dropSockets(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { kept } = window as unknown as { kept: { sockets: WebSocket[] } }
    for (const socket of kept.sockets) socket.close()
  })
}
