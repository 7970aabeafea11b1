import { describe, expect, it } from 'vitest'
import { H264Encoder, i420FromBuffer, i420SizeBytes } from '../codec/index.ts'
import {
  AccessUnitNormalizer,
  isParameterSet,
  nalType,
  nalTypeOf,
  readPictureSize,
  splitAnnexB,
  toAnnexB,
} from './index.ts'

function keyFrameOf(width: number, height: number): Buffer {
  const encoder = new H264Encoder({ width, height, framesPerSecond: 15, bitrateBps: 300_000 })
  const packed = Buffer.alloc(i420SizeBytes(width, height), 100)
  const frame = encoder.encode(i420FromBuffer(packed, { width, height, timestampMs: 0 }))
  encoder.close()
  if (frame === undefined) throw new Error('no frame')
  return frame.data
}

const slice = Buffer.from([0x65, 1, 2, 3])
const delta = Buffer.from([0x41, 9, 9, 9])

describe('the size of the picture', () => {
  it.each([
    [640, 360],
    [1280, 720],
    [320, 180],
    [64, 48],
    [98, 50],
  ])('is read from the parameter set of %ix%i', (width, height) => {
    const sps = splitAnnexB(keyFrameOf(width, height)).find((nalUnit) => nalTypeOf(nalUnit) === nalType.sps)
    expect(sps && readPictureSize(sps)).toEqual({ width, height })
  })

  it('is read from a High profile parameter set', () => {
    // Of a 1920x1080 film, High@4.0, with cropping and emulation prevention.
    const sps = Buffer.from('67640028acd940780227e5c05a808080a0000003002000000641e30632c0', 'hex')
    expect(readPictureSize(sps)).toEqual({ width: 1920, height: 1080 })
  })

  it('is unknown when the parameter set is cut off', () => {
    expect(readPictureSize(Buffer.from([0x67, 0x42]))).toBeUndefined()
  })
})

describe('access units', () => {
  const [sps, pps] = splitAnnexB(keyFrameOf(64, 48)).filter(isParameterSet)

  it('get the parameter sets of an earlier key frame when they have none', () => {
    if (sps === undefined || pps === undefined) throw new Error('no parameter sets')
    const normalizer = new AccessUnitNormalizer()
    const first = toAnnexB([sps, pps, slice])
    expect(normalizer.normalize(first)).toEqual({ data: first, keyFrame: true })
    expect(normalizer.normalize(toAnnexB([delta]))).toEqual({ data: toAnnexB([delta]), keyFrame: false })
    expect(normalizer.normalize(toAnnexB([slice]))).toEqual({ data: first, keyFrame: true })
  })

  it('keep only the newest parameter set of each type', () => {
    if (sps === undefined || pps === undefined) throw new Error('no parameter sets')
    const normalizer = new AccessUnitNormalizer(toAnnexB([sps, pps]))
    const newer = Buffer.from([0x68, 0xff, 0xee])
    normalizer.normalize(toAnnexB([newer, delta]))
    expect(splitAnnexB(normalizer.normalize(toAnnexB([slice])).data)).toEqual([sps, newer, slice])
  })

  it('lose their length prefixes', () => {
    if (sps === undefined || pps === undefined) throw new Error('no parameter sets')
    const avcC = Buffer.concat([
      Buffer.from([1, 0x42, 0xc0, 0x1f, 0xff, 0xe1, 0, sps.length]),
      sps,
      Buffer.from([1, 0, pps.length]),
      pps,
    ])
    const normalizer = new AccessUnitNormalizer(avcC)
    const sample = Buffer.concat([Buffer.from([0, 0, 0, slice.length]), slice])
    expect(normalizer.normalize(sample)).toEqual({ data: toAnnexB([sps, pps, slice]), keyFrame: true })
  })

  it('are refused when they are none', () => {
    expect(() => new AccessUnitNormalizer().normalize(Buffer.from('no start code'))).toThrow(/start code/)
  })
})
