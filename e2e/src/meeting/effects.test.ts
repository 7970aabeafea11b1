import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElementHandle } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedPage, servePage } from '../support/served-page.ts'
import { waitFor } from '../support/wait.ts'
import { paintedPicture } from './painted-picture.ts'
import { detail, face, flag, sitBeforeCamera } from './portrait-camera.ts'
import { Visitor } from './visitor.ts'

describe('backgrounds and noise suppression in the call page', () => {
  const stack = new AsyncDisposableStack()
  let served: ServedPage
  let dir: string

  beforeAll(async () => {
    dir = stack.adopt(await mkdtemp(join(tmpdir(), 'mrtc-backgrounds-')), (it) => rm(it, { recursive: true }))
    served = stack.use(await servePage())
  })
  afterAll(() => stack.disposeAsync())

  const opens = (path: string) => Visitor.open(served.browser, served.at(path), { prepare: sitBeforeCamera })

  it('are chosen in the lobby, seen by the others, changed in the call, and remembered', async () => {
    const alice = await opens('/new')
    const { page } = alice
    const preview = '[data-testid="preview"] video[data-shown="true"]'
    await page.waitForSelector(preview)
    const plainFlag = await detail(page, preview, flag)
    const plainFace = await detail(page, preview, face)
    const isBlurred = (visitor: Visitor, video: string) => async () =>
      (await detail(visitor.page, video, flag)) < plainFlag / 2 &&
      (await detail(visitor.page, video, face)) > plainFace / 2

    await alice.presses('background-strong')
    await waitFor(isBlurred(alice, preview), { what: 'a blurred room behind a sharp face in the preview' })
    await alice.presses('noise-suppression')
    await alice.writes('name-input', 'Alice')
    await alice.presses('join')
    await alice.sees('call')

    const bob = await opens(page.url())
    await bob.joinsCall('Bob')
    await Promise.all([alice.seesMoving(2), bob.seesMoving(2)])
    const aliceAtBob = '[data-testid="tile"][data-uid] video:not([data-mirrored="true"])'
    await waitFor(isBlurred(bob, aliceAtBob), { what: "Alice's room blurred at Bob's" })

    await alice.presses('more')
    await alice.presses('settings')
    await alice.presses('background-none')
    const selfView = '[data-testid="self-view"] video'
    await waitFor(async () => (await detail(page, selfView, flag)) > (plainFlag * 3) / 4, { what: 'the room as it is' })
    await alice.presses('background-dawn')
    await waitFor(async () => (await detail(page, selfView, flag)) < plainFlag / 3, { what: 'mountains' })
    expect(await alice.count('[data-testid$="-effect-problem"]')).toBe(0)

    const own = join(dir, 'stripes.png')
    await writeFile(own, await paintedPicture(page))
    const input = await page.$('input[type="file"][data-testid="background-file"]')
    await (input as ElementHandle<HTMLInputElement>).uploadFile(own)
    await page.waitForSelector('[data-testid="background-own"][aria-pressed="true"]')
    await waitFor(async () => (await detail(page, selfView, flag)) > plainFlag, { what: 'a picture of her own' })
    await alice.presses('background-dawn')
    await waitFor(async () => (await detail(page, selfView, flag)) < plainFlag / 3, { what: 'mountains again' })

    await page.goto(served.at('/new'))
    await page.waitForSelector('[data-testid="background-dawn"][aria-pressed="true"]')
    expect(await page.$eval('[data-testid="noise-suppression"]', (input) => (input as HTMLInputElement).checked)).toBe(
      true,
    )
    await page.waitForSelector(preview)
    await waitFor(async () => (await detail(page, preview, flag)) < plainFlag / 3, { what: 'mountains again' })
    expect([...alice.errors, ...bob.errors]).toEqual([])
  })

  it('say so and cover the picture when the model cannot be loaded', async () => {
    const alice = await opens('/new')
    const { page } = alice
    const preview = '[data-testid="preview"] video[data-shown="true"]'
    await page.waitForSelector(preview)
    const plainFace = await detail(page, preview, face)
    await page.setRequestInterception(true)
    page.on('request', (request) => {
      if (request.url().endsWith('.tflite')) void request.abort()
      else void request.continue()
    })
    await alice.presses('background-light')
    await alice.sees('background-effect-problem')
    expect(await detail(page, preview, face)).toBeLessThan(plainFace / 2)
    await page.$eval('[data-testid="background-effect-problem"] button', (button) => (button as HTMLElement).click())
    await waitFor(async () => (await detail(page, preview, face)) > plainFace / 2, { what: 'the face, uncovered' })
    expect(await alice.count('[data-testid="background-effect-problem"]')).toBe(0)
  })
})
