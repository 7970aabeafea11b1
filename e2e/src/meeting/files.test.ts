import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedPage, servePage } from '../support/served-page.ts'
import { waitFor } from '../support/wait.ts'
import { Visitor } from './visitor.ts'

describe('files in the chat of the call page', () => {
  const stack = new AsyncDisposableStack()
  let served: ServedPage
  let dir: string

  beforeAll(async () => {
    dir = stack.adopt(await mkdtemp(join(tmpdir(), 'mrtc-chat-files-')), (it) => rm(it, { recursive: true }))
    served = stack.use(await servePage())
  })
  afterAll(() => stack.disposeAsync())

  it('reach the others with a preview and a link, or say why not', async () => {
    const alice = await Visitor.open(served.browser, served.platform.httpUrl)
    await alice.startsCall('Alice')
    const bob = await Visitor.open(served.browser, alice.page.url())
    await bob.joinsCall('Bob')
    await Promise.all([alice.presses('chat'), bob.presses('chat')])

    const picture = join(dir, 'sunset.png')
    await writeFile(picture, await paintedPicture(bob))
    await alice.choosesFile('chat-attach', picture)
    const shows = (visitor: Visitor, selector: string) => async () => (await visitor.count(selector)) === 1
    await waitFor(shows(bob, '[data-testid="chat-file"] img'), { what: 'the preview at the other window' })
    await waitFor(shows(alice, '[data-testid="chat-file"] img'), { what: 'the preview at the sender' })
    const width = () => bob.page.$eval('[data-testid="chat-file"] img', (it) => (it as HTMLImageElement).naturalWidth)
    await waitFor(async () => (await width()) > 0, { what: 'the picture to be loaded' })

    const notes = join(dir, 'minutes.txt')
    await writeFile(notes, 'What we agreed on.\n'.repeat(2_000))
    await alice.choosesFile('chat-attach', notes)
    await waitFor(async () => (await bob.text('chat-file')).some((text) => text.includes('minutes.txt')), {
      what: 'the notes at the other window',
    })

    const program = join(dir, 'tool.bin')
    await writeFile(program, Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(9_000, 7)]))
    await alice.choosesFile('chat-attach', program)
    await waitFor(
      async () => (await alice.text('chat-message')).some((text) => text.includes('may not be sent here')),
      {
        what: 'the reason of the refusal',
      },
    )
    expect(await bob.text('chat-file')).toHaveLength(2)
    const screenshot = process.env.MRTC_SCREENSHOT
    if (screenshot !== undefined) await alice.page.screenshot({ path: screenshot as `${string}.png` })
    await alice.presses('leave')
  })
})

/** A gradient, drawn by the browser. */
async function paintedPicture(visitor: Visitor): Promise<Buffer> {
  const url = await visitor.page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 360
    const context = canvas.getContext('2d')
    const gradient = context?.createLinearGradient(0, 0, 0, 360)
    gradient?.addColorStop(0, '#2b2d6e')
    gradient?.addColorStop(0.6, '#e8743b')
    gradient?.addColorStop(1, '#f9d976')
    if (context && gradient) {
      context.fillStyle = gradient
      context.fillRect(0, 0, 640, 360)
    }
    return canvas.toDataURL('image/png')
  })
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}
