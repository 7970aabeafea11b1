/** The camera's file: uncompressed frames, each with its number as a barcode. */
import { open } from 'node:fs/promises'
import { barcodeNumbers, writeBarcode } from './barcode.ts'
import { Scene } from './scene.ts'

export interface VideoSourcePlan {
  readonly width: number
  readonly height: number
  readonly fps: number
}

const frameHeader = Buffer.from('FRAME\n')
/** Long enough that no latency is as long, short enough for the disk. */
const loopSeconds = 10
/** Of one file; big pictures get shorter loops. */
const maxFileBytes = 220_000_000

function fileHeader({ width, height, fps }: VideoSourcePlan): Buffer {
  return Buffer.from(`YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`)
}

export function frameBytes({ width, height }: { readonly width: number; readonly height: number }): number {
  return (width * height * 3) / 2
}

/** Frames of the loop; the frame after the last one is the first again. */
export function loopFrames(plan: VideoSourcePlan): number {
  return Math.min(Math.round(loopSeconds * plan.fps), barcodeNumbers, Math.floor(maxFileBytes / frameBytes(plan)))
}

export async function writeVideoSource(path: string, plan: VideoSourcePlan): Promise<void> {
  const { width, height } = plan
  const frames = loopFrames(plan)
  const scene = new Scene({ width, height, loopFrames: frames })
  await using file = await open(path, 'w')
  await file.write(fileHeader(plan))
  for (let number = 0; number < frames; number++) {
    const { y, u, v } = scene.frame(number)
    writeBarcode({ data: y, stride: width, width, height }, number)
    await file.writev([frameHeader, y, u, v])
  }
}

/** One frame of the file, I420. */
export async function readSourceFrame(path: string, plan: VideoSourcePlan, number: number): Promise<Buffer> {
  const size = frameBytes(plan)
  const position = fileHeader(plan).length + number * (frameHeader.length + size) + frameHeader.length
  await using file = await open(path, 'r')
  const { bytesRead, buffer } = await file.read(Buffer.alloc(size), 0, size, position)
  if (bytesRead !== size) throw new Error(`${path} has no frame ${number}`)
  return buffer
}
