import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pdfOf } from '../sdk-media/pdf-file.ts'
import { type ServedPage, servePage } from '../support/served-page.ts'
import { waitFor } from '../support/wait.ts'
import { Visitor } from './visitor.ts'

const red = { width: 640, height: 360, colour: [1, 0, 0] } as const
const blue = { width: 640, height: 360, colour: [0, 0, 1] } as const

/** Red, green and blue in the middle of the newest tile of a file. */
const colourOfFile = (visitor: Visitor) =>
  visitor.page.evaluate(() => {
    const video = [...document.querySelectorAll<HTMLVideoElement>('[data-content="file"] video')].at(-1)
    const context = new OffscreenCanvas(1, 1).getContext('2d')
    if (!video || video.videoWidth === 0 || context === null) return []
    const { videoWidth, videoHeight } = video
    context.drawImage(video, videoWidth / 2, videoHeight / 2, 1, 1, 0, 0, 1, 1)
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((value) => value > 127)
  })

const seesColour = (visitor: Visitor, colour: readonly boolean[]) =>
  waitFor(async () => String(await colourOfFile(visitor)) === String(colour), { what: `a file that is ${colour}` })

/** On a busy machine pictures may come seldom: it is enough that there is one. */
const seesPicture = (visitor: Visitor, content: 'camera' | 'screen' | 'file') =>
  waitFor(
    () =>
      visitor.page.$$eval(
        `[data-content="${content}"] video`,
        (videos) => videos.length === 1 && videos.every(({ videoWidth }) => videoWidth > 0),
      ),
    { what: `the picture of a ${content}`, timeoutMs: 60_000 },
  )

const seesNoMore = (visitor: Visitor, content: 'camera' | 'screen' | 'file') =>
  waitFor(async () => (await visitor.count(`[data-content="${content}"]`)) === 0, { what: `the end of a ${content}` })

describe('the call page', () => {
  const stack = new AsyncDisposableStack()
  let served: ServedPage
  let folder: string

  beforeAll(async () => {
    folder = stack.adopt(await mkdtemp(join(tmpdir(), 'mrtc-sharing-')), (path) => rm(path, { recursive: true }))
    // The second of the fake cameras gives pictures of depth, which no encoder takes.
    served = stack.use(await servePage({ chromium: { cameras: 3 } }))
  })
  afterAll(() => stack.disposeAsync())

  const file = async (name: string, content: Uint8Array) => {
    const path = join(folder, name)
    await writeFile(path, content)
    return path
  }

  /** Alice, whose page saves into the folder, and Bob in one call. */
  const twoInACall = async () => {
    const alice = await Visitor.open(served.browser, served.platform.httpUrl, { downloads: folder })
    await alice.startsCall('Alice')
    const bob = await Visitor.open(served.browser, alice.page.url())
    await bob.joinsCall('Bob')
    await Promise.all([alice.seesMoving(2), bob.seesMoving(2)])
    return { alice, bob }
  }

  const shares = async (visitor: Visitor, what: string, path: string) => {
    await visitor.presses('share')
    await visitor.choosesFile(what, path)
  }

  it('shows a PDF page by page, asks for its password, and says what cannot be shown', async () => {
    const { alice, bob } = await twoInACall()
    await shares(alice, 'share-pdf', await file('plan.pdf', pdfOf([red, blue])))
    await seesColour(bob, [true, false, false])
    await alice.presses('pdf-next')
    await seesColour(bob, [false, false, true])
    expect(await alice.text('pdf-page')).toEqual(['2 / 2'])
    await alice.presses('tile-stop')
    await seesNoMore(bob, 'file')

    await shares(alice, 'share-pdf', await file('locked.pdf', pdfOf([blue], 'secret')))
    await alice.writes('password-input', 'guess')
    await alice.presses('password-open')
    await waitFor(async () => (await alice.text('password-dialog')).join('').includes('not its password'), {
      what: 'a word on the wrong password',
    })
    await alice.writes('password-input', 'secret')
    await alice.presses('password-open')
    await seesColour(bob, [false, false, true])

    await shares(alice, 'share-picture', await file('broken.png', Buffer.from('no picture')))
    await waitFor(async () => (await alice.text('announcer')).join('').includes('broken.png cannot be shown'), {
      what: 'a word on the broken picture',
    })
    expect([...alice.errors, ...bob.errors]).toEqual([])
    await Promise.all([alice.presses('leave'), bob.presses('leave')])
  })

  it('shows a screen and a second camera beside the first', async () => {
    const { alice, bob } = await twoInACall()
    await alice.presses('share')
    await alice.sees('share-camera')
    const cameras = await alice.page.$$('[data-testid="share-camera"]')
    await cameras.at(-1)?.click()
    await seesPicture(bob, 'camera')
    await alice.page.keyboard.press('s')
    await seesPicture(bob, 'screen')
    await alice.page.keyboard.press('s')
    await seesNoMore(bob, 'screen')
    await alice.presses('share')
    await alice.presses('share-stop')
    await seesNoMore(bob, 'camera')
    expect([...alice.errors, ...bob.errors]).toEqual([])
    await Promise.all([alice.presses('leave'), bob.presses('leave')])
  })

  it('records, and everybody knows; what was recorded plays, and pictures are saved', async () => {
    const saved = async (ending: string) => (await readdir(folder)).find((name) => name.endsWith(ending))
    const isSaved = (ending: string) => waitFor(async () => (await saved(ending)) !== undefined, { what: ending })
    const { alice, bob } = await twoInACall()
    await alice.presses('more')
    await alice.presses('record-item')
    await alice.presses('recording-start')
    await bob.sees('recorded-by')
    expect(await bob.text('recorded-by')).toEqual(['Alice records this call'])
    await alice.presses('recording-pause')
    await waitFor(async () => (await alice.count('[data-state="paused"]')) === 1, { what: 'the pause' })
    await alice.presses('recording-pause')
    await waitFor(async () => (await alice.count('[data-state="recording"]')) === 1, { what: 'the end of the pause' })
    // Long enough to be paused while it is played below.
    await waitFor(async () => /0:0[6-9]|0:[1-9]|[1-9]:/.test((await alice.text('recording-time')).join('')), {
      what: 'some seconds of recording',
    })
    await alice.presses('recording-stop')
    await isSaved('.webm')
    await waitFor(async () => (await bob.count('[data-testid="recorded-by"]')) === 0, { what: 'the end of the sign' })

    await shares(alice, 'share-film', join(folder, (await saved('.webm')) ?? ''))
    await alice.presses('film-toggle')
    await seesPicture(alice, 'file')
    expect(await bob.count('[data-content="file"]')).toBe(1)
    await alice.presses('film-toggle')
    // It is over, and so is its tile.
    await seesNoMore(bob, 'file')

    await bob.page.locator('[data-content="person"] [data-testid="take-picture"]').click()
    await alice.page.locator('[data-content="person"] [data-testid="take-picture"]').click()
    const isPicture = (name: string) => name.endsWith('.png') && name !== 'broken.png'
    const name = await waitFor(async () => (await readdir(folder)).find(isPicture), { what: 'a picture' })
    const picture = await readFile(join(folder, name))
    expect(picture.subarray(1, 4).toString()).toBe('PNG')
    expect([...alice.errors, ...bob.errors]).toEqual([])
    await Promise.all([alice.presses('leave'), bob.presses('leave')])
  })
})
