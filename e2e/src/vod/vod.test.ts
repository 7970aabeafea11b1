import { BotCall } from '@mrtc/bot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RoomAddress } from '../page/api.ts'
import { startPlatform } from '../support/platform.ts'
import { ServerProgram } from '../support/server-program.ts'
import { Stage, seesAndHears } from '../support/stage.ts'
import { waitFor } from '../support/wait.ts'
import { type MediaFiles, serveMediaFiles } from './media-files.ts'
import { programsReading } from './programs.ts'

const filmSeconds = 8
const onLoopback = { vod: { allowPrivateNetworks: true } }

describe('a file that the server plays', { timeout: 120_000 }, () => {
  let media: MediaFiles
  let stage: Stage
  beforeAll(async () => {
    media = await serveMediaFiles(filmSeconds)
    stage = await Stage.open(onLoopback)
  }, 90_000)
  afterAll(async () => {
    await stage[Symbol.asyncDispose]()
    await media[Symbol.asyncDispose]()
  })

  async function botJoins(uid: string, room?: RoomAddress): Promise<BotCall> {
    const identity = await stage.platform.identity(uid)
    return BotCall.join({ url: stage.platform.wsUrl, ...identity, autoSubscribe: false, ...(room ? { room } : {}) })
  }

  it('is seen and heard in a browser as a participant of its own, and leaves at its end', async () => {
    const { caller: alice, room } = await stage.joined('alice')
    const bot = await botJoins('bot', room)
    const ended: unknown[] = []
    bot.room.on('playbackEnded', (end) => ended.push(end))
    const { vodId } = await bot.room.playFile({ url: `${media.url}/moved` })
    expect(bot.room.participants.get(vodId)).toMatchObject({ userType: 101, displayName: 'moved' })
    const seen = await seesAndHears(alice, vodId)
    expect(seen.video).toMatchObject({ width: 320, height: 240 })
    await waitFor(() => ended.length > 0, { what: 'the file to be over' })
    expect(ended).toEqual([{ vodId, reason: 'finished' }])
    expect(bot.room.participants.has(vodId)).toBe(false)
    await waitFor(async () => !(await alice.participants()).includes(vodId), { what: 'alice to see it go' })
    await Promise.all([bot.close(), alice.close()])
  })

  it('may be one that was sent in the room, and can be stopped by anybody there', async () => {
    const bot = await botJoins('bot2')
    const { roomId, rtoken } = bot.room
    const other = await botJoins('other2', { roomId, rtoken })
    await bot.room.sendFile(await fileOf(`${media.url}/song.mp3`, 'song.mp3'), { name: 'song.mp3' }).finished
    const { vodId } = await bot.room.playFile({ file: 'song.mp3' })
    await waitFor(() => [...other.room.feeds.values()].some(({ uid }) => uid === vodId), { what: 'the feed' })
    const [feed] = [...other.room.feeds.values()].filter(({ uid }) => uid === vodId)
    expect(feed).toMatchObject({ source: 'file', tag: 'song.mp3', tracks: [{ kind: 'audio', muted: false }] })
    const over = Promise.withResolvers<unknown>()
    bot.room.once('playbackEnded', over.resolve)
    await other.room.stopFile(vodId)
    expect(await over.promise).toEqual({ vodId, reason: 'stopped' })
    await expect(other.room.stopFile(vodId)).rejects.toMatchObject({ code: 'VOD_NOT_FOUND' })
    await Promise.all([bot.close(), other.close()])
  })

  it('ends when the one leaves who started it', async () => {
    const bot = await botJoins('bot3')
    const { roomId, rtoken } = bot.room
    const other = await botJoins('other3', { roomId, rtoken })
    const { vodId } = await bot.room.playFile({ url: `${media.url}/film.mp4` })
    await waitFor(() => other.room.participants.has(vodId), { what: 'the file to play' })
    await bot.close()
    await waitFor(() => !other.room.participants.has(vodId), { what: 'the file to be over' })
    await other.close()
  })

  it.each([
    ['nothing', 'VOD_UNREACHABLE'],
    ['text.mp4', 'VOD_UNPLAYABLE'],
    ['list.m3u8', 'VOD_UNPLAYABLE'],
    ['never', 'REQUEST_TIMEOUT'],
  ])('that is %s does not start: %s', async (name, code) => {
    const bot = await botJoins(`bot_${code}`)
    const starting = bot.room.playFile({ url: `${media.url}/${name}` }, { startTimeoutMs: 5_000 })
    await expect(starting).rejects.toMatchObject({ code })
    expect([...bot.room.participants.keys()]).toEqual([`bot_${code}`])
    await bot.close()
  })

  it('is refused beyond the limit of the room, and from private networks unless they are allowed', async () => {
    await using platform = await startPlatform()
    const identity = await platform.identity('bot4')
    const bot = await BotCall.join({ url: platform.wsUrl, ...identity, autoSubscribe: false })
    await expect(bot.room.playFile({ url: `${media.url}/film.mp4` })).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      field: 'source.url',
    })
    await expect(bot.room.playFile({ url: 'http://localhost:1/a.mp4' })).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
    })
    await expect(bot.room.playFile({ file: 'unknown.mp3' })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
    await bot.close()
    const allowed = await botJoins('bot5')
    const play = () => allowed.room.playFile({ url: `${media.url}/film.mp4` })
    await Promise.all([play(), play()])
    await expect(play()).rejects.toMatchObject({ code: 'VOD_LIMIT' })
    await allowed.close()
  })
})

it('leaves no process behind when the server is killed', { timeout: 120_000 }, async () => {
  await using media = await serveMediaFiles(60)
  await using server = await ServerProgram.start({ MRTC_VOD_ALLOW_PRIVATE_NETWORKS: 'true' })
  const identity = await server.platform.identity('bot')
  const bot = await BotCall.join({ url: server.platform.wsUrl, ...identity, autoSubscribe: false })
  await bot.room.playFile({ url: `${media.url}/film.mp4` })
  expect(await programsReading(server.dataDir)).toHaveLength(1)
  await server.end('SIGKILL')
  await waitFor(async () => (await programsReading(server.dataDir)).length === 0, { what: 'FFmpeg to end' })
  await bot.close()
})

async function fileOf(url: string, name: string): Promise<File> {
  return new File([await (await fetch(url)).arrayBuffer()], name)
}
