/** What a publisher sends while nobody watches, one watches a thumbnail, and one watches all, with and without dynacast. */
import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserCaller } from '../support/browser-caller.ts'
import type { SigningPlatform } from '../support/platform.ts'
import { Stage } from '../support/stage.ts'
import { waitFor } from '../support/wait.ts'
import type { TilesPlan } from './tiles.ts'

export interface PublisherFigures {
  readonly viewers: 'nobody' | 'a thumbnail' | 'all of it'
  /** Kbit/s of video, whatever is watched: as plain mediasoup does. */
  readonly plainKbps: number
  /** Kbit/s of video of one who leaves out what nobody wants. */
  readonly wantedKbps: number
}

/** Three layers. */
const size = { width: 1280, height: 720 }
const thumbnail = 0
const all = 2
const uids = ['plain', 'wanted'] as const

export async function measurePublisher(
  platform: SigningPlatform,
  { seconds, settleMs }: Pick<TilesPlan, 'seconds' | 'settleMs'>,
): Promise<PublisherFigures[]> {
  await using stage = await Stage.open({ platform })
  const join = async (uid: string, options: Partial<Parameters<BrowserCaller['join']>[0]>) => {
    const caller = await stage.person()
    const room = await caller.join({ url: platform.wsUrl, identity: await platform.identity(uid), ...options })
    return { caller, room }
  }
  const publishing = { subscribe: false, size }
  const { caller: plain, room } = await join('plain', { ...publishing, repair: 'off' })
  const { caller: wanted } = await join('wanted', { ...publishing, room })
  const measure = async (viewers: PublisherFigures['viewers']): Promise<PublisherFigures> => {
    await delay(settleMs)
    const sent = () => Promise.all([plain, wanted].map((caller) => caller.sentVideoBytes()))
    const [before, startedAt] = [await sent(), performance.now()]
    await delay(seconds * 1_000)
    const [after, elapsedMs] = [await sent(), performance.now() - startedAt]
    const [plainKbps = 0, wantedKbps = 0] = after.map(
      (bytes, index) => ((bytes - (before[index] ?? 0)) * 8) / elapsedMs,
    )
    return { viewers, plainKbps, wantedKbps }
  }
  const figures = [await measure('nobody')]
  const { caller: viewer } = await join('viewer', { room, publish: false })
  await waitFor(async () => (await viewer.samples()).length === uids.length, { what: 'both pictures' })
  for (const [viewers, layer] of [
    ['a thumbnail', thumbnail],
    ['all of it', all],
  ] as const) {
    for (const uid of uids) await viewer.setLayer(uid, layer)
    figures.push(await measure(viewers))
  }
  for (const caller of [viewer, wanted, plain]) await caller.close()
  return figures
}
