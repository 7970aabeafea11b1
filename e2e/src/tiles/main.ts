/** `npm run tiles`: see options.ts for what it takes. */
import { buildPage } from '../support/built-page.ts'
import { progress, runCommand } from '../support/command-line.ts'
import { startPlatform } from '../support/platform.ts'
import { parseTilesOptions, usage } from './options.ts'
import { measurePublisher } from './publisher.ts'
import { renderPublisher, renderTiles } from './table.ts'
import { measureTiles } from './tiles.ts'

const settleMs = 10_000

await runCommand({
  usage,
  parse: parseTilesOptions,
  run: async ({ people, seconds, screenshots, json }) => {
    progress('building the call page')
    await buildPage('meeting')
    await using platform = await startPlatform()
    const tiles = await measureTiles(
      platform,
      { people, seconds, settleMs, ...(screenshots ? { screenshots } : {}) },
      progress,
    )
    progress('one publisher')
    const publisher = await measurePublisher(platform, { seconds, settleMs })
    console.log(
      json ? JSON.stringify({ tiles, publisher }, null, 2) : `${renderTiles(tiles)}\n${renderPublisher(publisher)}`,
    )
  },
})
