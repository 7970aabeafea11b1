/** SSIM and PSNR of received frames against the frames that were sent, by FFmpeg. */
import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { barcodeHeight, readSourceFrame, type VideoSourcePlan } from '../media/index.ts'
import type { Snapshot } from '../page/index.ts'

const run = promisify(execFile)
const ffmpegTimeoutMs = 60_000

export interface PictureQuality {
  readonly ssim: number
  readonly psnrDb: number
}

export interface PictureSource extends VideoSourcePlan {
  readonly path: string
}

/** @returns in the order of the snapshots. @param folder for files that are removed again */
export async function pictureQuality(
  snapshots: readonly Snapshot[],
  source: PictureSource,
  folder: string,
): Promise<PictureQuality[]> {
  const results = new Map<Snapshot, PictureQuality>()
  const bySize = Map.groupBy(snapshots, ({ width, height }) => `${width}x${height}`)
  for (const [size, ofSize] of bySize) {
    const qualities = await compare(ofSize, size, source, folder)
    for (const [i, snapshot] of ofSize.entries()) {
      const quality = qualities[i]
      if (quality) results.set(snapshot, quality)
    }
  }
  return snapshots.flatMap((snapshot) => results.get(snapshot) ?? [])
}

async function compare(
  snapshots: readonly Snapshot[],
  size: string,
  source: PictureSource,
  folder: string,
): Promise<PictureQuality[]> {
  const work = await mkdtemp(join(folder, 'pictures-'))
  try {
    const [received, sent] = [join(work, 'received.yuv'), join(work, 'sent.yuv')]
    for (const { i420, number } of snapshots) {
      await appendFile(received, Buffer.from(i420, 'base64'))
      await appendFile(sent, await readSourceFrame(source.path, source, number))
    }
    const raw = (path: string, of: string) => ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', of, '-i', path]
    const sourceSize = `${source.width}x${source.height}`
    const top = barcodeHeight(source.height)
    const crop = `crop=iw:ih-${top}:0:${top}`
    const graph = [
      `[0]scale=${source.width}:${source.height}:flags=bicubic,${crop},split[a][b]`,
      `[1]${crop},split[c][d]`,
      '[a][c]ssim=stats_file=ssim.txt[e]',
      '[b][d]psnr=stats_file=psnr.txt[f]',
    ].join(';')
    const outputs = ['-map', '[e]', '-f', 'null', '-', '-map', '[f]', '-f', 'null', '-']
    await run(
      'ffmpeg',
      [
        '-hide_banner',
        '-loglevel',
        'error',
        ...raw(received, size),
        ...raw(sent, sourceSize),
        '-filter_complex',
        graph,
        ...outputs,
      ],
      { cwd: work, timeout: ffmpegTimeoutMs },
    )
    const figures = async (file: string, pattern: RegExp) =>
      [...(await readFile(join(work, file), 'utf8')).matchAll(pattern)].map((match) => Number(match[1]))
    const ssim = await figures('ssim.txt', /Y:([\d.]+)/g)
    const psnr = await figures('psnr.txt', /psnr_y:([\d.]+|inf)/g)
    // A frame without any error has no finite PSNR; 100 dB stands for it, as elsewhere.
    return ssim.map((value, i) => ({ ssim: value, psnrDb: Math.min(100, psnr[i] || 100) }))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
