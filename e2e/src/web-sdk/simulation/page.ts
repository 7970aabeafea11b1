/** What runs in the page: one simulated client, published, and a record of what its application was told. */
import { captureCamera } from '@mrtc/web-sdk/core'
import {
  createSimulatedClient,
  type Scenario,
  type SimulatedClient,
  type SimulateOptions,
} from '@mrtc/web-sdk/simulation'
import type { Identity } from '../../page/api.ts'

export interface Told {
  /** In the order of events: `state:resuming`, `trackEnded:video`, `closed:kicked`, ... */
  readonly events: readonly string[]
  readonly state: string
  readonly isInRoom: boolean
  readonly feeds: number
}

let simulated: SimulatedClient | undefined
const events: string[] = []

const api = {
  async enter(url: string, identity: Identity): Promise<{ roomId: string; rtoken: string }> {
    simulated = createSimulatedClient({ url, ...identity })
    const { client } = simulated
    client.on('stateChanged', ({ state }) => events.push(`state:${state}`))
    await client.connect()
    const room = await client.createRoom()
    room.on('mediaStateChanged', ({ direction, state }) => events.push(`media:${direction}:${state}`))
    room.on('closed', (reason) => events.push(`closed:${reason}`))
    const publication = await room.publish(await captureCamera({ audio: true, video: true }))
    publication.on('trackEnded', (kind) => events.push(`trackEnded:${kind}`))
    publication.on('trackReplaced', (kind) => events.push(`trackReplaced:${kind}`))
    publication.on('changed', () => events.push('changed'))
    return { roomId: room.roomId, rtoken: room.rtoken }
  },
  async simulate(scenario: Scenario, options?: SimulateOptions): Promise<void> {
    await simulated?.simulate(scenario, options)
  },
  /** Whether a request is answered now. */
  async asks(): Promise<boolean> {
    const room = simulated?.client.room
    if (room === undefined) return false
    await room.sendText('still there')
    return true
  },
  told(): Told {
    const client = simulated?.client
    return {
      events: [...events],
      state: client?.state.state ?? 'idle',
      isInRoom: client?.room !== undefined,
      feeds: client?.room?.feeds.size ?? 0,
    }
  },
  forget(): void {
    events.length = 0
  },
  /** What the camera's feed sends, in bytes since the beginning. */
  async bytesSent(): Promise<number> {
    const [publication] = simulated?.client.room?.publications.values() ?? []
    const reports = (await publication?.getStats()) ?? []
    return reports
      .flatMap((report) => [...report.values()])
      .filter(({ type }) => type === 'outbound-rtp')
      .reduce((sum, { bytesSent }) => sum + Number(bytesSent), 0)
  },
  /** What our uplink is taken to carry, in bits a second. */
  async availableBps(): Promise<number> {
    const [publication] = simulated?.client.room?.publications.values() ?? []
    const reports = (await publication?.getStats()) ?? []
    return reports
      .flatMap((report) => [...report.values()])
      .reduce((most, { availableOutgoingBitrate = 0 }) => Math.max(most, Number(availableOutgoingBitrate)), 0)
  },
  async close(): Promise<void> {
    await simulated?.client.close()
  },
}

export type SimulationApi = typeof api

declare global {
  interface Window {
    simulation: SimulationApi
  }
}

window.simulation = api
