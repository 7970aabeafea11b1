import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mediaCodecs } from './codecs.ts'
import type { MediaService, RtpParameters } from './contract.ts'
import { eventually, rtpParametersOf, silentLog, testMediaConfig, withoutCodec } from './fixtures.ts'
import { createMediaService } from './service.ts'

/** What a browser sends whose transform makes RED of Opus. */
function redParameters(): RtpParameters {
  const opus = rtpParametersOf('audio')
  return { ...opus, codecs: opus.codecs.map((codec) => ({ ...codec, mimeType: 'audio/red' })) }
}

describe('RED through a room', () => {
  let service: MediaService
  beforeAll(async () => {
    service = await createMediaService({ config: testMediaConfig(), log: silentLog })
  })
  afterAll(() => service.close())

  async function openRoom() {
    const nobody = {
      transportClosed: () => undefined,
      videoLimitsChanged: () => undefined,
      videoHeldChanged: () => undefined,
      lost: () => undefined,
    }
    const room = await service.createRoomMedia({
      roomId: 'room',
      listener: nobody,
      signal: AbortSignal.timeout(10_000),
    })
    const [send, recv] = [await room.createTransport('send'), await room.createTransport('recv')]
    const produce = (rtpParameters: RtpParameters) =>
      room.produce({ transportId: send.transportId, kind: 'audio', rtpParameters, muted: false })
    return { room, transportId: recv.transportId, produce }
  }

  it('is announced as RED of two channels, its carrier is not', () => {
    const red = service.rtpCapabilities.codecs?.find(({ mimeType }) => mimeType === 'audio/red')
    expect(red).toMatchObject({ clockRate: 48_000, channels: 2, parameters: {} })
    expect(service.rtpCapabilities.codecs?.some(({ mimeType }) => mimeType === 'audio/multiopus')).toBe(false)
  })

  it('reaches those who announce it with NACK, with the Opus of its blocks beside it', async () => {
    const { room, transportId, produce } = await openRoom()
    const { producerId, mimeType } = await produce(redParameters())
    expect(mimeType).toBe('audio/red')
    const { rtpCapabilities } = service
    const { rtpParameters } = await room.consume({ transportId, producerId, rtpCapabilities })
    const names = rtpParameters.codecs.map((codec) => [codec.mimeType, codec.payloadType])
    const announced = (name: string) =>
      rtpCapabilities.codecs?.find((codec) => codec.mimeType === name)?.preferredPayloadType
    expect(names).toEqual([
      ['audio/red', announced('audio/red')],
      ['audio/opus', announced('audio/opus')],
    ])
    for (const { rtcpFeedback } of rtpParameters.codecs) {
      expect(rtcpFeedback).toContainEqual({ type: 'nack', parameter: '' })
    }
    room.close()
  })

  it('leaves plain Opus plain', async () => {
    const { room, transportId, produce } = await openRoom()
    const { producerId, mimeType } = await produce(rtpParametersOf('audio'))
    expect(mimeType).toBe('audio/opus')
    const { rtpCapabilities } = service
    const { rtpParameters } = await room.consume({ transportId, producerId, rtpCapabilities })
    expect(rtpParameters.codecs.map((codec) => codec.mimeType)).toEqual(['audio/opus'])
    room.close()
  })

  it('reaches those who do not announce it as plain Opus, made once for all of them', async () => {
    const { room, transportId, produce } = await openRoom()
    const { producerId } = await produce(redParameters())
    const rtpCapabilities = withoutCodec(service.rtpCapabilities, 'audio/red')
    const before = await room.census()
    for (let n = 0; n < 2; n++) {
      const { rtpParameters } = await room.consume({ transportId, producerId, rtpCapabilities })
      expect(rtpParameters.codecs.map((codec) => codec.mimeType)).toEqual(['audio/opus'])
    }
    // The plain one, what it is made of, and the two that watch.
    const { transports, producers, consumers } = await room.census()
    expect([transports - before.transports, producers - before.producers, consumers]).toEqual([1, 1, 3])
    room.closeProducer(producerId)
    await eventually(async () => (await room.census()).producers === 0)
    expect(await room.census()).toEqual({ ...before, producers: 0 })
    room.close()
  })

  it('is refused to those who have no codec in common', async () => {
    const { room, transportId, produce } = await openRoom()
    const { producerId } = await produce(redParameters())
    const deaf = withoutCodec(withoutCodec(service.rtpCapabilities, 'audio/red'), 'audio/opus')
    await expect(room.consume({ transportId, producerId, rtpCapabilities: deaf })).rejects.toThrow('not supported')
    room.close()
  })

  it('is not mistaken for the codec that carries it', async () => {
    const { room, produce } = await openRoom()
    const carrier = mediaCodecs.find(({ mimeType }) => mimeType === 'audio/multiopus')
    const parameters = redParameters()
    const codecs = parameters.codecs.map((codec) => ({ ...codec, mimeType: carrier?.mimeType ?? '', channels: 4 }))
    await expect(produce({ ...parameters, codecs })).rejects.toThrow('not supported')
    room.close()
  })
})
