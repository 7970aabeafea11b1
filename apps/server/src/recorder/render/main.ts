/** A process that renders one recording: apart from the server, so that calls are not disturbed, at the lowest priority. */
import { constants, setPriority } from 'node:os'
import type { RenderMessage, RenderOrder } from './contract.ts'
import { RenderError, render } from './render.ts'

const stopping = new AbortController()
const progressEveryMs = 500

setPriority(constants.priority.PRIORITY_LOW)
// Without its server it works for nobody.
process.once('disconnect', () => {
  stopping.abort()
  process.exit(1)
})
process.once('message', (order: RenderOrder) => void carryOut(order))

async function carryOut({ captureDir, outputDir, key, ffmpeg, rendering }: RenderOrder): Promise<void> {
  let toldAt = 0
  try {
    const files = await render({
      captureDir,
      outputDir,
      key: Buffer.from(key, 'base64'),
      ffmpeg,
      rendering,
      signal: stopping.signal,
      onProgress: (share) => {
        if (performance.now() - toldAt < progressEveryMs) return
        toldAt = performance.now()
        tell({ message: 'progress', share })
      },
    })
    tell({ message: 'done', files })
  } catch (error) {
    const failure = error instanceof RenderError ? error.failure : 'convert'
    tell({ message: 'failed', failure, reason: error instanceof Error ? error.message : String(error) })
  }
  process.disconnect?.()
}

function tell(message: RenderMessage): void {
  process.send?.(message)
}
