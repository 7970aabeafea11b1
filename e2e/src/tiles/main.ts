/** `npm run tiles`: see options.ts for what it takes. */
import { UsageError } from '../call/options.ts'
import { buildMeeting } from '../meeting/built-meeting.ts'
import { startPlatform } from '../support/platform.ts'
import { parseTilesOptions, usage } from './options.ts'
import { measurePublisher } from './publisher.ts'
import { renderPublisher, renderTiles } from './table.ts'
import { measureTiles } from './tiles.ts'

const progress = (line: string) => process.stderr.write(`${line}\n`)

try {
  const options = parseTilesOptions(process.argv.slice(2))
  if (!options) {
    console.log(usage)
  } else {
    const { people, seconds, screenshots, json } = options
    progress('building the call page')
    await buildMeeting()
    await using platform = await startPlatform()
    const tiles = await measureTiles(platform, { people, seconds, ...(screenshots ? { screenshots } : {}) }, progress)
    progress('one publisher')
    const publisher = await measurePublisher(platform, seconds)
    console.log(
      json ? JSON.stringify({ tiles, publisher }, null, 2) : `${renderTiles(tiles)}\n${renderPublisher(publisher)}`,
    )
  }
} catch (error) {
  progress(error instanceof Error ? (error.stack ?? error.message) : String(error))
  if (error instanceof UsageError) progress('--help tells the options')
  process.exitCode = error instanceof UsageError ? 2 : 1
}
