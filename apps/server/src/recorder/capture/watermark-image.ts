/** Pictures of watermarks: fetched when they are set, so that they are there when the files are made. */
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MrtcError, type Watermark } from '@mrtc/protocol'
import { Agent, request } from 'undici'
import { assertPublicHost, lookUpPublic } from '../../outbound/index.ts'

const timeoutMs = 5_000
const maxBytes = 2 * 1024 * 1024
const ownerOnly = 0o600
const okStatus = 200
/** How PNG, JPEG, GIF and WebP begin: FFmpeg is given nothing that could be a playlist, which leads to other files. */
const imageBegins = /^(\x89PNG\r\n|\xff\xd8\xff|GIF8|RIFF.{4}WEBP)/s
const beginBytes = 12

/** In the folder of the capture. */
export function watermarkImageName(url: string): string {
  return `watermark-${createHash('sha256').update(url).digest('hex')}.image`
}

/** @throws MrtcError PARAMETER_INVALID naming the watermark whose picture cannot be had */
export async function fetchWatermarkImages(
  watermarks: readonly Watermark[],
  { dir, allowPrivateNetworks }: { readonly dir: string; readonly allowPrivateNetworks: boolean },
): Promise<void> {
  const agent = new Agent({
    connect: { timeout: timeoutMs, ...(allowPrivateNetworks ? {} : { lookup: lookUpPublic }) },
    maxResponseSize: maxBytes,
  })
  try {
    for (const [index, watermark] of watermarks.entries()) {
      if (watermark.kind !== 'image') continue
      const bytes = await fetchImage(watermark.url, agent, allowPrivateNetworks).catch((cause: Error) => {
        const field = `watermarks.${index}.url`
        throw new MrtcError('PARAMETER_INVALID', `${field}: ${cause.message}.`, { field, cause })
      })
      await writeFile(join(dir, watermarkImageName(watermark.url)), bytes, { mode: ownerOnly })
    }
  } finally {
    await agent.destroy()
  }
}

/** Redirects are not followed: they could lead anywhere. */
async function fetchImage(url: string, dispatcher: Agent, allowPrivateNetworks: boolean): Promise<Buffer> {
  const address = new URL(url)
  if (!allowPrivateNetworks) assertPublicHost(address)
  const answer = await request(address, { dispatcher, signal: AbortSignal.timeout(timeoutMs) })
  const bytes = Buffer.from(await answer.body.arrayBuffer())
  if (answer.statusCode !== okStatus) throw new Error(`the server of the picture answered ${answer.statusCode}`)
  if (!imageBegins.test(bytes.toString('latin1', 0, beginBytes)))
    throw new Error('must be a PNG, JPEG, WebP or GIF picture')
  return bytes
}
