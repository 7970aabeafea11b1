import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { measurePublisher } from './publisher.ts'
import { measureTiles } from './tiles.ts'

/** Enough for layers to go and come; bitrates settle later. */
const settleMs = 5_000

describe('a call of many', { timeout: 240_000 }, () => {
  let platform: TestPlatform
  beforeAll(async () => {
    platform = await startPlatform()
  }, 120_000)
  afterAll(() => platform[Symbol.asyncDispose]())

  // Bitrates are for the command: a busy machine starves the page that receives everything.
  it('decodes thumbnails at the lowest layer, and only what is in sight', async () => {
    const [everything, grid, speaker] = await measureTiles(platform, { people: 10, seconds: 2, settleMs }, () => {})
    const widthsOf = (tiles: typeof grid) => Object.keys(tiles?.widths ?? {}).map(Number)
    // How many of the large ones it can take at once is up to the machine, and so is how soon it has them.
    expect(Math.max(...widthsOf(everything))).toBeGreaterThan(320)
    // The window has room for all of them, each below 180 lines.
    expect(widthsOf(grid)).toEqual([320])
    expect(grid?.streamsDecoded).toBeGreaterThan(4)
    // One large, and as many thumbnails as there is room for beside it.
    expect(speaker?.streamsDecoded).toBeGreaterThan(1)
    expect(speaker?.streamsDecoded).toBeLessThanOrEqual(9)
    expect(widthsOf(speaker)).toContain(320)
  })

  it('has publishers send what is wanted and no more', async () => {
    const [nobody, thumbnail, all] = await measurePublisher(platform, { seconds: 3, settleMs })
    expect(nobody?.wantedKbps).toBe(0)
    expect(thumbnail?.wantedKbps).toBeGreaterThan(0)
    expect(thumbnail?.wantedKbps).toBeLessThan((thumbnail?.plainKbps ?? 0) / 2)
    expect(all?.wantedKbps).toBeGreaterThan(thumbnail?.wantedKbps ?? 0)
  })
})
