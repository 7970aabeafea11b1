import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesPerMs, H264Encoder, monoPcm, rms, stereoPcm, VideoDecoder } from '../codec/index.ts'
import { nalTypeOf, splitAnnexB } from '../h264/index.ts'
import { type MediaSource, mergeSources, type SourceItem } from './media-source.ts'
import { openSource } from './open-source.ts'
import { readTestPattern, TestPattern } from './test-pattern.ts'
import { testSource } from './test-source.ts'

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)

async function readAll(source: MediaSource, atMost = 1_000): Promise<SourceItem[]> {
  const items: SourceItem[] = []
  for await (const item of source.items()) {
    items.push(
      item.type === 'picture' ? { ...item, picture: { ...item.picture, y: Buffer.from(item.picture.y) } } : item,
    )
    if (items.length >= atMost) break
  }
  return items
}

const soundsOf = (items: readonly SourceItem[]) => items.filter((item) => item.type === 'sound')
const picturesOf = (items: readonly SourceItem[]) => items.filter((item) => item.type === 'picture')
const framesOf = (items: readonly SourceItem[]) => items.filter((item) => item.type === 'frame')
const isInOrder = (items: readonly SourceItem[]) =>
  items.every((item, index) => item.timestampMs >= (items[index - 1]?.timestampMs ?? Number.NEGATIVE_INFINITY))

describe('the test pattern', () => {
  it('gives back the number that was drawn, also after encoding at a low rate', () => {
    const pattern = new TestPattern(320, 180)
    const encoder = new H264Encoder({ width: 320, height: 180, framesPerSecond: 15, bitrateBps: 80_000 })
    const decoder = new VideoDecoder('H264')
    for (const [index, number] of [0, 1, 0xffff_ffff, 0x1234_5678, 2_863_311_530].entries()) {
      const drawn = pattern.draw(number, index * 66)
      expect(readTestPattern(drawn)).toBe(number)
      const encoded = encoder.encode(drawn)
      const decoded = encoded === undefined ? [] : decoder.decode(encoded)
      expect(decoded.map(readTestPattern)).toEqual([number])
    }
    encoder.close()
    decoder.close()
  })

  it('takes no other picture for one of its own', () => {
    for (const brightness of [0, 128, 255]) {
      const y = Buffer.alloc(320 * 180, brightness)
      expect(readTestPattern({ y, strideY: 320, width: 320 })).toBeUndefined()
    }
  })
})

describe('the generated source', () => {
  it('gives sound every 20 ms and pictures at their rate, in order, audibly and moving', async () => {
    let number = 0
    const source = testSource({
      audio: monoPcm,
      video: { width: 64, height: 48, framesPerSecond: 15 },
      number: () => number++,
    })
    const items = await readAll(source, 130)
    expect(isInOrder(items)).toBe(true)
    const second = items.filter(({ timestampMs }) => timestampMs < 1_000)
    expect(soundsOf(second)).toHaveLength(50)
    expect(picturesOf(second)).toHaveLength(15)
    expect(rms(Buffer.concat(soundsOf(second).map(({ data }) => data)))).toBeGreaterThan(0.05)
    const [first, next] = picturesOf(second)
    expect(first?.picture.y.equals(next?.picture.y ?? Buffer.alloc(0))).toBe(false)
  })
})

describe('files', () => {
  let folder: string
  const write = async (name: string, content: Buffer) => {
    const path = join(folder, name)
    await writeFile(path, content)
    return path
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mrtc-bot-'))
  })

  afterAll(async () => {
    await rm(folder, { recursive: true })
  })

  it('reads raw sound in 20 ms and fills up the end', async () => {
    const content = Buffer.alloc(bytesPerMs(monoPcm) * 50, 7)
    const items = soundsOf(await readAll(await openSource(await write('sound.pcm', content), { audioFormat: monoPcm })))
    expect(items.map(({ timestampMs }) => timestampMs)).toEqual([0, 20, 40])
    expect(items.map(({ data }) => data.length)).toEqual([640, 640, 640])
    expect(items[2]?.data.subarray(320)).toEqual(Buffer.alloc(320))
  })

  it('reads raw pictures, and only with a size', async () => {
    const path = await write('pictures.yuv', Buffer.alloc(64 * 48 * 1.5 * 3 + 10, 50))
    const videoFormat = { width: 64, height: 48, framesPerSecond: 10 }
    const items = picturesOf(await readAll(await openSource(path, { audioFormat: monoPcm, videoFormat })))
    expect(items.map(({ timestampMs }) => timestampMs)).toEqual([0, 100, 200])
    await expect(openSource(path, { audioFormat: monoPcm })).rejects.toMatchObject({ field: 'videoFormat' })
  })

  it('reads Y4M', async () => {
    const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.alloc(64 * 48 * 1.5, 90)])
    const header = Buffer.from('YUV4MPEG2 W64 H48 F10:1 Ip A1:1 C420jpeg\n')
    const source = await openSource(await write('pictures.y4m', Buffer.concat([header, frame, frame])), {
      audioFormat: monoPcm,
    })
    expect(source).toMatchObject({ video: { width: 64, height: 48, framesPerSecond: 10 } })
    expect(source.audio).toBeUndefined()
    const items = picturesOf(await readAll(source))
    expect(items.map(({ timestampMs }) => timestampMs)).toEqual([0, 100])
    expect(items[0]?.picture.y.every((value) => value === 90)).toBe(true)
  })

  it('reads WAV of another rate and converts it', async () => {
    const samples = Buffer.alloc(8_000 * 2)
    for (let at = 0; at < 8_000; at++)
      samples.writeInt16LE(Math.round(9_000 * Math.sin((at * 2 * Math.PI * 440) / 8_000)), at * 2)
    const header = Buffer.alloc(44)
    header.write('RIFF', 0)
    header.writeUInt32LE(36 + samples.length, 4)
    header.write('WAVEfmt ', 8)
    header.writeUInt32LE(16, 16)
    header.writeUInt16LE(1, 20)
    header.writeUInt16LE(1, 22)
    header.writeUInt32LE(8_000, 24)
    header.writeUInt32LE(16_000, 28)
    header.writeUInt16LE(2, 32)
    header.writeUInt16LE(16, 34)
    header.write('data', 36)
    header.writeUInt32LE(samples.length, 40)
    const path = await write('sound.wav', Buffer.concat([header, samples]))
    const items = soundsOf(await readAll(await openSource(path, { audioFormat: stereoPcm })))
    expect(items.length).toBeGreaterThanOrEqual(50)
    expect(items.every(({ data }) => data.length === 3_840)).toBe(true)
    expect(rms(Buffer.concat(items.slice(5, 45).map(({ data }) => data)))).toBeCloseTo(9_000 / 32_768 / Math.SQRT2, 1)
  })

  it('takes H264 out of an MP4 without decoding it, with sound', async () => {
    const source = await openSource(fixture('plain.mp4'), { audioFormat: monoPcm })
    expect(source).toMatchObject({ audio: monoPcm, video: { width: 64, height: 48, framesPerSecond: 15 } })
    const items = await readAll(source)
    expect(isInOrder(items)).toBe(true)
    const frames = framesOf(items)
    expect(frames).toHaveLength(15)
    expect(frames.filter(({ frame }) => frame.keyFrame)).toHaveLength(3)
    const types = splitAnnexB(frames[5]?.frame.data ?? Buffer.alloc(0)).map(nalTypeOf)
    expect(types.filter((type) => [5, 7, 8].includes(type))).toEqual([7, 8, 5])
    const decoder = new VideoDecoder('H264')
    expect(frames.flatMap(({ frame }) => decoder.decode(frame))).toHaveLength(15)
    decoder.close()
    const sounds = soundsOf(items)
    expect(sounds.length).toBeGreaterThanOrEqual(50)
    expect(rms(Buffer.concat(sounds.slice(10, 40).map(({ data }) => data)))).toBeGreaterThan(0.05)
  })

  it('decodes video with B-frames, in the order of showing', async () => {
    const items = await readAll(await openSource(fixture('b-frames.mp4'), { audioFormat: monoPcm }))
    expect(framesOf(items)).toHaveLength(0)
    const times = picturesOf(items).map(({ timestampMs }) => Math.round(timestampMs))
    expect(times).toHaveLength(15)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  it('reads raw H264 at its frame rate', async () => {
    const frames = framesOf(await readAll(await openSource(fixture('plain.mp4'), { audioFormat: monoPcm })))
    const path = await write('video.h264', Buffer.concat(frames.map(({ frame }) => frame.data)))
    const items = framesOf(await readAll(await openSource(path, { audioFormat: monoPcm })))
    expect(items).toHaveLength(15)
    expect(items[0]?.frame.keyFrame).toBe(true)
    expect(items[1]?.timestampMs).toBeGreaterThan(0)
  })

  it('can be read again from the beginning, and left half way', async () => {
    const source = await openSource(fixture('plain.mp4'), { audioFormat: monoPcm })
    expect(await readAll(source, 5)).toHaveLength(5)
    expect((await readAll(source)).length).toBeGreaterThan(60)
  })

  it('takes sound from one file and pictures from another', async () => {
    const audio = await openSource(await write('other.pcm', Buffer.alloc(6_400)), { audioFormat: monoPcm })
    const video = await openSource(fixture('plain.mp4'), { audioFormat: monoPcm })
    const items = await readAll(mergeSources(audio, video))
    expect(isInOrder(items)).toBe(true)
    expect(soundsOf(items)).toHaveLength(10)
    expect(framesOf(items)).toHaveLength(15)
  })

  it('says which file cannot be read', async () => {
    for (const name of ['missing.mp4', 'missing.pcm']) {
      const opening = openSource(join(folder, name), { audioFormat: monoPcm }).then((source) => readAll(source))
      await expect(opening).rejects.toMatchObject({ code: 'CAPTURE_FAILED', message: expect.stringContaining(name) })
    }
    const text = await write('text.mp4', Buffer.from('this is not a film'))
    await expect(openSource(text, { audioFormat: monoPcm })).rejects.toMatchObject({ code: 'CAPTURE_FAILED' })
  })
})
