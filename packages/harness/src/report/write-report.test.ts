import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import puppeteer, { type Browser } from 'puppeteer-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findChromium } from '../run/chromium.ts'
import { sampleRun } from './testing/sample.ts'
import { writeReport } from './write-report.ts'

const browserTimeoutMs = 60_000
let folder: string
let path: string
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mrtc-report-'))
  path = join(folder, 'reports', 'quality.html')
  await writeReport(sampleRun(), { path, baseline: sampleRun() })
  browser = await puppeteer.launch({
    executablePath: await findChromium(),
    pipe: true,
    args: ['--no-sandbox', '--disable-gpu'],
  })
}, browserTimeoutMs)

afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

it('leaves one file, with its script and style inside', async () => {
  expect(await readdir(join(folder, 'reports'))).toEqual(['quality.html'])
  const page = await readFile(path, 'utf8')
  expect(page).toContain('.uplot')
  expect(page).not.toMatch(/<(?:link|img)|<script[^>]* src=/)
})

it(
  'builds the plots of a scenario when a person opens it, and asks the network for nothing',
  async () => {
    const page = await browser.newPage()
    const requests: string[] = []
    const errors: unknown[] = []
    page.on('request', (request) => requests.push(request.url()))
    page.on('pageerror', (error) => errors.push(error))
    await page.goto(pathToFileURL(path).href)
    expect(await page.$$('canvas')).toHaveLength(0)
    await page.click('.matrix a[href="#scenario-clean"]')
    await page.waitForSelector('#scenario-clean canvas')
    expect(await page.$$('#scenario-loss-40-downlink canvas')).toHaveLength(0)
    // The cursor over one plot shows values in all of them.
    const plots = await page.$$('#scenario-clean .u-over')
    await plots[0]?.scrollIntoView()
    await plots[0]?.hover()
    const values = await page.$$eval('#scenario-clean .panel', (panels) =>
      panels.map((panel) => panel.querySelector('.legend b')?.textContent),
    )
    expect(values.length).toBe(plots.length)
    expect(values.every((value) => value !== '')).toBe(true)
    expect(requests).toEqual([pathToFileURL(path).href])
    expect(errors).toEqual([])
    await page.close()
  },
  browserTimeoutMs,
)

it(
  'fits a phone without scrolling the page sideways',
  async () => {
    const page = await browser.newPage()
    await page.setViewport({ width: 360, height: 740 })
    await page.goto(pathToFileURL(path).href)
    await page.click('[data-open-all]')
    await page.waitForSelector('#scenario-clean canvas')
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    await page.close()
  },
  browserTimeoutMs,
)
