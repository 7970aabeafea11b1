import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSourceFrame, writeVideoSource } from '../media/y4m.ts'
import { pictureQuality } from './picture-quality.ts'

const plan = { width: 320, height: 180, fps: 5 }
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mrtc-pictures-'))
  await writeVideoSource(join(folder, 'camera.y4m'), plan)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

it('gives a frame that is its source full marks, and less to one of the wrong moment or with noise', async () => {
  const path = join(folder, 'camera.y4m')
  const shot = async (number: number, of = number, noise = 0) => {
    const frame = await readSourceFrame(path, plan, of)
    for (let i = 0; i < frame.length; i++)
      frame[i] = Math.min(235, Math.max(16, (frame[i] ?? 0) + ((i * 7919) % (noise + 1))))
    return { number, width: plan.width, height: plan.height, i420: frame.toString('base64') }
  }
  const [same, other, noisy] = await pictureQuality(
    [await shot(3), await shot(4, 11), await shot(5, 5, 40)],
    { ...plan, path },
    folder,
  )
  expect(same).toEqual({ ssim: 1, psnrDb: 100 })
  expect(other?.ssim).toBeLessThan(0.9)
  expect(noisy?.psnrDb).toBeLessThan(30)
  expect(await readdir(folder)).toEqual(['camera.y4m'])
})
