import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedPage, servePage } from '../support/served-page.ts'
import { waitFor } from '../support/wait.ts'
import { paintedPicture } from './painted-picture.ts'
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

  it('reach the others with a preview and a link, chosen or dropped, or say why not', async () => {
    const alice = await Visitor.open(served.browser, served.platform.httpUrl)
    await alice.startsCall('Alice')
    const bob = await Visitor.open(served.browser, alice.page.url())
    await bob.joinsCall('Bob')
    await Promise.all([alice.presses('chat'), bob.presses('chat')])

    const picture = join(dir, 'sunset.png')
    await writeFile(picture, await paintedPicture(bob.page))
    await alice.choosesFile('chat-attach', picture)
    const shows = (visitor: Visitor, selector: string) => async () => (await visitor.count(selector)) === 1
    await waitFor(shows(bob, '[data-testid="chat-file"] img'), { what: 'the preview at the other window' })
    await waitFor(shows(alice, '[data-testid="chat-file"] img'), { what: 'the preview at the sender' })
    const width = () => bob.page.$eval('[data-testid="chat-file"] img', (it) => (it as HTMLImageElement).naturalWidth)
    await waitFor(async () => (await width()) > 0, { what: 'the picture to be loaded' })

    const notes = join(dir, 'minutes.txt')
    await writeFile(notes, 'What we agreed on.\n'.repeat(2_000))
    await alice.dropsFile('[data-testid="chat-input"]', notes)
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
    // Beside the chat nothing is sent, and the call goes on.
    await alice.dropsFile('[data-testid="stage"]', notes)
    await alice.seesMoving(2)
    expect(await bob.text('chat-file')).toHaveLength(2)
    const screenshot = process.env.MRTC_SCREENSHOT
    if (screenshot !== undefined) await alice.page.screenshot({ path: screenshot as `${string}.png` })
    await alice.presses('leave')
  })
})
