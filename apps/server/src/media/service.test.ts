import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { MrtcError } from '@mrtc/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StartupError } from '../startup-error.ts'
import type {
  DtlsParameters,
  MediaService,
  RoomMedia,
  RoomMediaListener,
  RtpCapabilities,
  RtpParameters,
} from './contract.ts'
import { dtlsParameters, eventually, rtpParametersOf, silentLog, testMediaConfig, withoutCodec } from './fixtures.ts'
import { createMediaService } from './service.ts'

const nobody: RoomMediaListener = {
  transportClosed: () => undefined,
  videoLimitsChanged: () => undefined,
  videoHeldChanged: () => undefined,
  lost: () => undefined,
}

function openRoom(service: MediaService, listener: RoomMediaListener = nobody): Promise<RoomMedia> {
  return service.createRoomMedia({ roomId: 'room', listener, signal: AbortSignal.timeout(10_000) })
}

/** The code and field of the error. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof MrtcError) return error.field === undefined ? error.code : `${error.code} ${error.field}`
    throw error
  }
  return 'none'
}

describe('media of a room', () => {
  let service: MediaService
  beforeAll(async () => {
    service = await createMediaService({ config: testMediaConfig(), log: silentLog })
  })
  afterAll(() => service.close())

  test('speaks Opus, VP8, both VP9 profiles, four H264 profiles and AV1', () => {
    const codecs = service.rtpCapabilities.codecs ?? []
    const media = codecs.filter(({ mimeType }) => !mimeType.endsWith('/rtx'))
    expect(
      media.map(({ mimeType, parameters }) => [mimeType, parameters?.['profile-level-id']].join(' ').trim()),
    ).toEqual([
      'audio/opus',
      'video/VP8',
      'video/VP9',
      'video/VP9',
      'video/H264 42e01f',
      'video/H264 4d001f',
      'video/H264 640c1f',
      'video/H264 64001f',
      'video/AV1',
      'audio/red',
    ])
    expect(media[0]?.parameters).toMatchObject({ useinbandfec: 1 })
    expect(media[0]?.rtcpFeedback).toContainEqual({ type: 'nack', parameter: '' })
  })

  test('offers UDP before TCP', async () => {
    const room = await openRoom(service)
    const { iceCandidates } = await room.createTransport('send')
    const [first, second] = iceCandidates
    expect(iceCandidates.map(({ protocol, ip }) => `${protocol} ${ip}`)).toEqual(['udp 127.0.0.1', 'tcp 127.0.0.1'])
    expect(first?.priority).toBeGreaterThan(second?.priority ?? 0)
    room.close()
  })

  test('a track goes from a producer to a consumer that begins paused and has NACK, also for audio', async () => {
    const room = await openRoom(service)
    const send = await room.createTransport('send')
    const recv = await room.createTransport('recv')
    for (const kind of ['audio', 'video'] as const) {
      const rtpParameters = rtpParametersOf(kind)
      const produced = await room.produce({ transportId: send.transportId, kind, rtpParameters, muted: false })
      expect(produced.mimeType).toBe(kind === 'audio' ? 'audio/opus' : 'video/VP8')
      const consumed = await room.consume({
        transportId: recv.transportId,
        producerId: produced.producerId,
        rtpCapabilities: service.rtpCapabilities,
      })
      expect(consumed.rtpParameters.codecs[0]?.rtcpFeedback).toContainEqual({ type: 'nack', parameter: '' })
      await room.startConsumer(consumed.consumerId)
      await room.pauseConsumer(consumed.consumerId)
      await room.setMuted(produced.producerId, true)
    }
    expect(await room.census()).toEqual({ transports: 2, producers: 2, consumers: 2 })
    room.close()
  })

  test('what stands on a closed transport is closed with it', async () => {
    const room = await openRoom(service)
    const send = await room.createTransport('send')
    const recv = await room.createTransport('recv')
    const { producerId } = await room.produce({
      transportId: send.transportId,
      kind: 'audio',
      rtpParameters: rtpParametersOf('audio'),
      muted: false,
    })
    const rtpCapabilities = service.rtpCapabilities
    const { consumerId } = await room.consume({ transportId: recv.transportId, producerId, rtpCapabilities })
    room.closeTransport(send.transportId)
    await eventually(async () => (await room.census()).consumers === 0)
    expect(await room.census()).toEqual({ transports: 1, producers: 0, consumers: 0 })
    expect(await refusalOf(room.setMuted(producerId, true))).toBe('FEED_NOT_FOUND feedId')
    await eventually(
      async () => (await refusalOf(room.startConsumer(consumerId))) === 'SUBSCRIPTION_NOT_FOUND subscriptionId',
    )
    expect(await refusalOf(room.restartIce(send.transportId))).toBe('TRANSPORT_NOT_FOUND transportId')
    room.close()
  })

  test('repairs strongly, where the worker can', async () => {
    const room = await openRoom(service)
    const { transportId } = await room.createTransport('recv')
    await room.setRepair(transportId, 'strong')
    await room.setRepair(transportId, 'usual')
    room.closeTransport(transportId)
    expect(await refusalOf(room.setRepair(transportId, 'strong'))).toBe('TRANSPORT_NOT_FOUND transportId')
    room.close()
  })

  test('a producer asked for while its transport closes leaves nothing behind', async () => {
    const room = await openRoom(service)
    const { transportId } = await room.createTransport('send')
    const work = room.produce({ transportId, kind: 'audio', rtpParameters: rtpParametersOf('audio'), muted: false })
    room.closeTransport(transportId)
    expect(await refusalOf(work)).toBe('TRANSPORT_NOT_FOUND transportId')
    expect(await room.census()).toEqual({ transports: 0, producers: 0, consumers: 0 })
    room.close()
  })

  test('a transport is connected once, and restarts ICE with new credentials', async () => {
    const room = await openRoom(service)
    const { transportId, iceParameters } = await room.createTransport('send')
    await room.connectTransport({ transportId, dtlsParameters })
    expect(await refusalOf(room.connectTransport({ transportId, dtlsParameters }))).toBe(
      'PARAMETER_INVALID transportId',
    )
    expect((await room.restartIce(transportId)).usernameFragment).not.toBe(iceParameters.usernameFragment)
    room.close()
  })

  test('layers may be chosen above those there are', async () => {
    const room = await openRoom(service)
    const send = await room.createTransport('send')
    const recv = await room.createTransport('recv')
    const simulcast: RtpParameters = { ...rtpParametersOf('video'), encodings: [{ rid: 'q' }, { rid: 'h' }], mid: '0' }
    const { producerId } = await room.produce({
      transportId: send.transportId,
      kind: 'video',
      rtpParameters: simulcast,
      muted: false,
    })
    const rtpCapabilities = service.rtpCapabilities
    const { consumerId } = await room.consume({ transportId: recv.transportId, producerId, rtpCapabilities })
    await room.setLayers(consumerId, { spatial: 7, temporal: 7 })
    await room.setLayers(consumerId, { spatial: 0 })
    room.close()
  })

  test('what nobody can speak is refused by name', async () => {
    const room = await openRoom(service)
    const { transportId } = await room.createTransport('send')
    const recv = await room.createTransport('recv')
    const unknown: RtpParameters = { codecs: [{ mimeType: 'video/H265', payloadType: 96, clockRate: 90_000 }] }
    const refused = room.produce({ transportId, kind: 'video', rtpParameters: unknown, muted: false })
    expect(await refusalOf(refused)).toBe('CODEC_UNSUPPORTED rtpParameters')
    const rtpParameters = rtpParametersOf('video')
    const { producerId } = await room.produce({ transportId, kind: 'video', rtpParameters, muted: false })
    const rtpCapabilities = withoutCodec(service.rtpCapabilities, 'video/VP8')
    const consumed = room.consume({ transportId: recv.transportId, producerId, rtpCapabilities })
    expect(await refusalOf(consumed)).toBe('CODEC_UNSUPPORTED rtpCapabilities')
    room.close()
  })

  const good: RtpParameters = {
    ...rtpParametersOf('video'),
    mid: '0',
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 }],
    encodings: [{ rid: 'q', maxBitrate: 100_000, scalabilityMode: 'L1T3' }, { rid: 'h' }],
  }
  const crooked: readonly [string, string, unknown][] = [
    ['no codecs', 'rtpParameters.codecs', {}],
    ['an empty list of codecs', 'rtpParameters.codecs', { codecs: [] }],
    [
      'a payload type out of range',
      'rtpParameters.codecs.0.payloadType',
      changed(['codecs', '0', 'payloadType'], 70_000),
    ],
    [
      'a codec parameter that is a list',
      'rtpParameters.codecs.0.parameters.x',
      changed(['codecs', '0', 'parameters'], { x: [] }),
    ],
    ['a negative SSRC', 'rtpParameters.encodings.0.ssrc', changed(['encodings', '0', 'ssrc'], -1)],
    ['a bitrate that is text', 'rtpParameters.encodings.0.maxBitrate', changed(['encodings', '0', 'maxBitrate'], 'x')],
    ['an encoding that is nothing', 'rtpParameters.encodings.0', changed(['encodings', '0'], null)],
    [
      'a hundred encodings',
      'rtpParameters.encodings',
      changed(
        ['encodings'],
        Array.from({ length: 100 }, () => ({})),
      ),
    ],
    [
      'only RTX',
      'rtpParameters',
      { codecs: [{ mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } }] },
    ],
    ['a codec of the other kind', 'rtpParameters', rtpParametersOf('audio')],
  ]
  test.each(crooked)('RTP parameters with %s are refused, naming %s', async (_, field, rtpParameters) => {
    const room = await openRoom(service)
    const { transportId } = await room.createTransport('send')
    const options = { transportId, kind: 'video', rtpParameters: rtpParameters as RtpParameters, muted: false } as const
    expect(await refusalOf(room.produce(options))).toBe(`PARAMETER_INVALID ${field}`)
    room.close()
  })

  test('header extensions that nobody knows and bitrates with a fraction are put right', async () => {
    const room = await openRoom(service)
    const { transportId } = await room.createTransport('send')
    const rtpParameters = {
      ...good,
      headerExtensions: [...(good.headerExtensions ?? []), { uri: 'urn:x' as never, id: 9 }],
      encodings: [{ rid: 'q', maxBitrate: 1_000.5 }],
    }
    expect(await refusalOf(room.produce({ transportId, kind: 'video', rtpParameters, muted: false }))).toBe('none')
    room.close()
  })

  test('no DTLS parameters but well-formed ones reach the worker', async () => {
    const room = await openRoom(service)
    const { transportId } = await room.createTransport('send')
    const crookedDtls = [
      [{}, 'dtlsParameters.fingerprints'],
      [{ ...dtlsParameters, role: 'boss' }, 'dtlsParameters.role'],
      [{ fingerprints: [{ algorithm: 'md5', value: 'AB:CD' }] }, 'dtlsParameters.fingerprints.0.algorithm'],
      [{ fingerprints: [{ algorithm: 'sha-256', value: 7 }] }, 'dtlsParameters.fingerprints.0.value'],
    ] as const
    for (const [crooked, field] of crookedDtls) {
      const work = room.connectTransport({ transportId, dtlsParameters: crooked as unknown as DtlsParameters })
      expect(await refusalOf(work)).toBe(`PARAMETER_INVALID ${field}`)
    }
    expect(await refusalOf(room.connectTransport({ transportId, dtlsParameters }))).toBe('none')
    room.close()
  })

  test('whatever a client puts into its parameters, the worker serves the next one', async () => {
    const room = await openRoom(service)
    const recv = await room.createTransport('recv')
    const anywhere = fc.constantFrom(...pathsOf(good))
    const capabilityPath = fc.constantFrom(...pathsOf(service.rtpCapabilities))
    const anything = fc.oneof(fc.jsonValue(), fc.integer(), fc.constantFrom(2 ** 31, 2 ** 32, 2 ** 53, 0.5, ''))
    const expected = /^(none|CODEC_UNSUPPORTED .*|PARAMETER_INVALID .*)$/
    await fc.assert(
      fc.asyncProperty(anywhere, capabilityPath, anything, async (path, capability, value) => {
        const send = await room.createTransport('send')
        const { transportId } = send
        const rtpParameters = changed(path, value) as RtpParameters
        expect(await refusalOf(room.produce({ transportId, kind: 'video', rtpParameters, muted: false }))).toMatch(
          expected,
        )
        const next = { transportId, kind: 'video', rtpParameters: rtpParametersOf('video'), muted: false } as const
        const { producerId } = await room.produce(next)
        const rtpCapabilities = changed(capability, value, service.rtpCapabilities) as RtpCapabilities
        const consumed = room.consume({ transportId: recv.transportId, producerId, rtpCapabilities })
        expect(await refusalOf(consumed)).toMatch(expected)
        room.closeTransport(transportId)
      }),
      { numRuns: 200 },
    )
    expect((await service.usage()).workerDeaths).toBe(0)
    room.close()
  })

  type Path = readonly string[]

  function pathsOf(value: unknown, at: Path = []): Path[] {
    if (typeof value !== 'object' || value === null) return [at]
    const inside = Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...at, key]))
    return at.length === 0 ? inside : [at, ...inside]
  }

  /** A copy with another value at the path. */
  function changed([key, ...rest]: Path, value: unknown, of: unknown = good): unknown {
    if (key === undefined) return value
    const copy: unknown = Array.isArray(of) ? [...of] : { ...(of as object) }
    const fields = copy as Record<string, unknown>
    fields[key] = changed(rest, value, fields[key])
    return copy
  }
})

describe('media workers', () => {
  test('a worker that is killed takes its room along, is replaced, and the room may open media again', async () => {
    const service = await createMediaService({ config: testMediaConfig({ workerCount: 1 }), log: silentLog })
    let lost = 0
    const room = await openRoom(service, { ...nobody, lost: () => lost++ })
    const { transportId } = await room.createTransport('send')
    const [before] = (await service.usage()).workers
    if (!before) throw new Error('no worker')
    process.kill(before.pid, 'SIGKILL')
    await eventually(() => lost === 1)
    expect(await refusalOf(room.restartIce(transportId))).toBe('TRANSPORT_NOT_FOUND transportId')
    expect(await refusalOf(room.createTransport('send'))).toBe('MEDIA_UNAVAILABLE')
    // Waits for the replacement.
    const again = await openRoom(service)
    await again.createTransport('send')
    const usage = await service.usage()
    expect(usage.workerDeaths).toBe(1)
    expect(usage.workers).toMatchObject([{ worker: 0, rooms: 1 }])
    expect(usage.workers[0]?.pid).not.toBe(before.pid)
    expect(service.ready).toBe(true)
    await service.close()
    expect(service.ready).toBe(false)
  })

  test('rooms are spread over the workers', async () => {
    const service = await createMediaService({ config: testMediaConfig({ workerCount: 2 }), log: silentLog })
    for (let n = 0; n < 4; n++) await openRoom(service)
    expect((await service.usage()).workers.map(({ rooms }) => rooms)).toEqual([2, 2])
    await service.close()
  })

  test('waiting for media ends with the request', async () => {
    const service = await createMediaService({ config: testMediaConfig(), log: silentLog })
    const signal = AbortSignal.abort()
    expect(await refusalOf(service.createRoomMedia({ roomId: 'room', listener: nobody, signal }))).toBe(
      'REQUEST_ABORTED',
    )
    expect((await service.usage()).workers).toMatchObject([{ rooms: 0 }])
    await service.close()
    await service.close()
    expect(await refusalOf(openRoom(service))).toBe('MEDIA_UNAVAILABLE')
  })

  test('a taken port is named when starting', async () => {
    const holder = createSocket('udp4').bind(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address() as AddressInfo
    const config = testMediaConfig({ rtcBasePort: port })
    const failure = await createMediaService({ config, log: silentLog }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(StartupError)
    expect((failure as StartupError).lines).toEqual([expect.stringContaining(`port ${port}`)])
    holder.close()
  })
})
