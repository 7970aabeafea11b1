import { MrtcError } from '@mrtc/protocol'
import type { I420Frame } from '../codec/index.ts'
import type { RtcVideoData } from './types.ts'

export const toVideoData = (frame: I420Frame): RtcVideoData => ({
  dataY: frame.y,
  dataU: frame.u,
  dataV: frame.v,
  strideY: frame.strideY,
  strideU: frame.strideU,
  strideV: frame.strideV,
  width: frame.width,
  height: frame.height,
  timestamp: frame.timestampMs,
})

/** @throws MrtcError PARAMETER_INVALID when planes are missing or too small */
export function fromVideoData(video: RtcVideoData): I420Frame {
  const { dataY, dataU, dataV, width, height, timestamp } = video
  if (dataU === undefined || dataV === undefined) {
    throw new MrtcError('PARAMETER_INVALID', 'dataU and dataV are needed for I420.', { field: 'dataU' })
  }
  const chromaWidth = Math.ceil(width / 2)
  const chromaHeight = Math.ceil(height / 2)
  const { strideY = width, strideU = chromaWidth, strideV = chromaWidth } = video
  return {
    width,
    height,
    y: plane('dataY', dataY, strideY, width, height),
    u: plane('dataU', dataU, strideU, chromaWidth, chromaHeight),
    v: plane('dataV', dataV, strideV, chromaWidth, chromaHeight),
    strideY,
    strideU,
    strideV,
    timestampMs: timestamp,
  }
}

function plane(field: string, data: Uint8Array, stride: number, width: number, height: number): Buffer {
  // The last row need not be as long as the stride.
  if (stride < width || data.length < stride * (height - 1) + width) {
    throw new MrtcError('PARAMETER_INVALID', `${field} has ${data.length} bytes, too few for ${width}x${height}.`, {
      field,
    })
  }
  return toBuffer(data)
}

/** The same memory. */
export const toBuffer = (data: Uint8Array): Buffer => Buffer.from(data.buffer, data.byteOffset, data.byteLength)
