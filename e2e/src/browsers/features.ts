/** What is tried, in the words of the table: each with two pages that are connected, one in each browser. */

import { waitFor } from '../support/wait.ts'
import { both, direct, manual, ownCamera, slots, subscribeAll } from '../web-sdk/configs.ts'
import type { SdkPage } from '../web-sdk/sdk-page.ts'
import { dropSockets, statsOf } from './connections.ts'

export interface Pair {
  /** In the browser that is tried. */
  readonly tried: SdkPage
  /** In Chromium. */
  readonly other: SdkPage
}

/** What the browser says that it does not have: nothing of ours failed. */
export class AbsentError extends Error {
  override readonly name = 'AbsentError'
}

/** @returns a text when something is worth a remark @throws AbsentError */
type Feature = (pair: Pair) => Promise<unknown>

/** @throws Error unless pictures go on being decoded, and are not black */
async function sees(page: SdkPage, id = 'video1'): Promise<void> {
  const decoded = async () =>
    (await statsOf(page.page)).reduce((total, { framesDecoded = 0 }) => total + framesDecoded, 0)
  const before = await decoded()
  await waitFor(async () => (await decoded()) > before + 5, { what: `pictures in ${id}` })
  await waitFor(async () => (await brightness(page, id)) > darkest, { what: `pictures in ${id} that are not black` })
}

/** Of 255, on average. */
const darkest = 8

async function brightness(page: SdkPage, id: string): Promise<number> {
  return page.page.evaluate((elementId) => {
    const video = document.getElementById(elementId) as HTMLVideoElement
    const canvas = document.createElement('canvas')
    canvas.width = 16
    canvas.height = 9
    const surface = canvas.getContext('2d')
    surface?.drawImage(video, 0, 0, canvas.width, canvas.height)
    const pixels = surface?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    const colours = [...pixels].filter((_, index) => index % 4 !== 3)
    return colours.reduce((sum, colour) => sum + colour, 0) / colours.length
  }, id)
}

async function hears(page: SdkPage): Promise<void> {
  const isLoud = ({ totalAudioEnergy = 0, audioLevel = 0 }: { totalAudioEnergy?: number; audioLevel?: number }) =>
    totalAudioEnergy > 0 || audioLevel > 0
  await waitFor(async () => (await statsOf(page.page)).some((stat) => stat.type === 'inbound-rtp' && isLoud(stat)), {
    what: 'sound',
  })
}

async function call({ tried, other }: Pair, config = both): Promise<void> {
  const room = await tried.createsRoom(config)
  await tried.isTold('OnPublishSucc')
  await other.joinsRoom(room, config)
  for (const page of [other, tried]) await sees(page)
}

/** A call in which each sends with this codec. */
const inCodec =
  (codec: string): Feature =>
  async (pair) => {
    await call(pair)
    const outcome = await pair.tried.call('SetLocalCodecType', codec)
    if ('code' in outcome) {
      if (outcome.reason === 'CODEC_UNSUPPORTED') throw new AbsentError(`the browser has no encoder (${outcome.code})`)
      throw new Error(`SetLocalCodecType: ${outcome.code} ${outcome.reason}`)
    }
    await pair.other.succeeds('SetLocalCodecType', codec)
    for (const page of [pair.other, pair.tried]) {
      const isUsed = async () => (await statsOf(page.page)).some(({ mimeType }) => mimeType === `video/${codec}`)
      await waitFor(isUsed, { what: `${codec} to be used` })
      await sees(page)
    }
  }

const calls = {
  pictures: (pair) => call(pair),
  sound: async (pair) => {
    await call(pair)
    for (const page of [pair.other, pair.tried]) await hears(page)
  },
} satisfies Record<string, Feature>

export const features: Readonly<Record<string, Feature>> = {
  'call: pictures both ways': calls.pictures,
  'call: sound both ways (RED)': calls.sound,
  VP8: inCodec('VP8'),
  VP9: inCodec('VP9'),
  AV1: inCodec('AV1'),
  H264: inCodec('H264'),
  simulcast: async (pair) => {
    await call(pair)
    const layers = async () =>
      (await statsOf(pair.tried.page)).filter(({ rid, framesEncoded = 0 }) => rid !== undefined && framesEncoded > 0)
    const sent = await waitFor(
      async () => {
        const found = await layers()
        return found.length > 1 && found
      },
      { what: 'two layers' },
    )
    return `${sent.length} layers by RID`
  },
  'screen share': async ({ tried, other }) => {
    const room = await tried.createsRoom(manual)
    await other.joinsRoom(room, subscribeAll)
    const outcome = await tried.call('Publish', { ...ownCamera, media_type: 3, publish_device: 2 })
    if ('code' in outcome && outcome.reason !== 'CAPTURE_FAILED') throw new Error(`${outcome.code} ${outcome.reason}`)
    if ('code' in outcome) throw new AbsentError(`no screen to choose without a display (${outcome.code})`)
    await sees(other)
  },
  'direct call and data': async ({ tried, other }) => {
    const config = { ...direct, enableDataChannel: true }
    await call({ tried, other }, config)
    await tried.succeeds('SendData', 'hello')
    await other.isTold('OnReceiveData')
    await other.succeeds('SendData', 'hello')
    await tried.isTold('OnReceiveData')
  },
  'reconnect after a dropped socket': async (pair) => {
    await call(pair)
    await dropSockets(pair.tried.page)
    await waitFor(async () => 'value' in (await pair.tried.call('SendTextMsg', 'hello')), { what: 'the connection' })
    await pair.other.isTold('OnReceiveTextMsg')
    for (const page of [pair.other, pair.tried]) await sees(page)
  },
  'ICE restart': async (pair) => {
    await call(pair)
    const { page } = pair.tried
    const credentials = () =>
      page.evaluate(() => {
        const { kept } = window as unknown as { kept: { connections: RTCPeerConnection[] } }
        const open = kept.connections.filter(({ connectionState }) => connectionState !== 'closed')
        return open.map(({ localDescription }) => /ice-ufrag:(\S+)/.exec(localDescription?.sdp ?? '')?.[1])
      })
    const before = await credentials()
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    const isOther = async () => (await credentials()).some((each, index) => each !== before[index])
    await waitFor(isOther, { what: 'other ICE credentials' })
    for (const each of [pair.other, pair.tried]) await sees(each)
  },
  'recording in the browser': async (pair) => {
    await call(pair)
    const [own] = await pair.tried.isTold('OnPublishSucc')
    const wish = { media_type: 1, record_resolution: '640x360' }
    const outcome = await pair.tried.call('StartBrowserRecord', 'r1', [own], wish)
    if (!('code' in outcome)) return
    if (outcome.reason !== 'CODEC_UNSUPPORTED') throw new Error(`${outcome.code} ${outcome.reason}`)
    throw new AbsentError(`refused with ${outcome.code} ${outcome.reason}`)
  },
  'own and remote pictures': async (pair) => {
    await call(pair)
    const [own] = await pair.tried.isTold('OnPublishSucc')
    const [, others] = await pair.tried.isTold('OnSubscribeSucc')
    await pair.tried.succeeds('TakePicture', 0, 320, 180, own, 2)
    await pair.tried.succeeds('TakePicture', 1, 320, 180, others, 2)
  },
  'devices with labels': async ({ tried }) => {
    const devices = await tried.succeeds<{ kind: string; label: string }[]>('GetDevices')
    const isListed = (kind: string) => devices.some((device) => device.kind === kind && device.label !== '')
    if (!isListed('videoinput') || !isListed('audioinput')) throw new Error(JSON.stringify(devices))
  },
  statistics: async (pair) => {
    await call(pair)
    for (const page of [pair.tried, pair.other]) {
      const told = await waitFor(
        async () => {
          const found = (await page.everCalled()).filter(([name]) => name === 'OnStatistics').map((each) => each[2])
          const has = (direction: string) =>
            found.some((each) => (each as { direction: string }).direction === direction)
          return has('send') && has('receive') && found
        },
        { what: 'statistics of both directions' },
      )
      // JSON has no NaN: it comes as null, and what is missing does not come at all.
      const text = JSON.stringify(told)
      if (text.includes('null')) throw new Error(`figures that are none: ${text}`)
    }
  },
  volume: async ({ tried, other }) => {
    const room = await tried.createsRoom(manual)
    await other.joinsRoom(room, manual)
    await tried.succeeds('Publish', { ...ownCamera, need_volume_analyser: true })
    await other.succeeds('Publish', ownCamera)
    const [feed] = (await tried.isTold('OnNewPublish')) as [{ feedId: string }]
    await tried.succeeds('Subscribe', { feedId: feed.feedId, ...slots[0], need_volume_analyser: true })
    await tried.isTold('OnVolumeAnalyser')
  },
  'blurred background': async ({ tried, other }) => {
    const room = await tried.createsRoom(manual)
    await other.joinsRoom(room, subscribeAll)
    await tried.succeeds('Publish', { ...ownCamera, background: { type: 'blur' } })
    await sees(other)
  },
  'regions are refused': async ({ tried }) => {
    await tried.createsRoom(manual)
    const region = { ...ownCamera, media_type: 3, publish_device: 4, part_of_screen_id: 'region' }
    const outcome = await tried.call('Publish', region)
    if (!('code' in outcome) || outcome.reason !== 'CAPTURE_FAILED') throw new Error(JSON.stringify(outcome))
    return `${outcome.code} ${outcome.reason}`
  },
}
