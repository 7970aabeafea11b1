import { readFile } from 'node:fs/promises'
import { errors } from '@mrtc/protocol'
import { generateKeyPair, verify } from '@mrtc/protocol/signature'
import { describe, expect, it } from 'vitest'
import { readKey, signedIdentity } from '../../guide/examples/signing-server.ts'
import { exampleFiles, guidePages } from './pages.ts'
import { examplesOf, withExamples } from './quoted.ts'

const pages = await Promise.all((await guidePages()).map(async (url) => [url, await readFile(url, 'utf8')] as const))

describe('the guide', () => {
  it.each(pages)('shows in %s the examples as they are run: `npm run docs:guide` writes them', async (_, page) => {
    expect(await withExamples(page)).toBe(page)
  })

  it('shows every example, and a test runs each', async () => {
    const files = await exampleFiles()
    const shown = pages.flatMap(([, page]) => examplesOf(page))
    expect([...new Set(shown)].sort()).toEqual(files.sort())
    const runners = ['./page.tsx', '../../../e2e/src/guide/guide.test.ts', './guide.test.ts']
    const code = (await Promise.all(runners.map((path) => readFile(new URL(path, import.meta.url), 'utf8')))).join('')
    expect(files.filter((name) => !code.includes(`guide/examples/${name}`))).toEqual([])
  })

  it('names errors that there are', () => {
    const words = pages.flatMap(([, page]) =>
      [...page.matchAll(/`([A-Z]{3,}(?:_[A-Z]+)+)`/g)].map(([, word = '']) => word),
    )
    expect(words.filter((word) => !(word in errors))).toEqual([])
  })

  it('leads nowhere that does not exist', async () => {
    const broken: string[] = []
    for (const [url, page] of pages) {
      for (const [, target = ''] of page.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
        const isFile = /\.\w+$/.test(target)
        if (isFile) await readFile(new URL(target, url)).catch(() => broken.push(`${url.pathname}: ${target}`))
      }
    }
    expect(broken).toEqual([])
  })
})

it('signs on a server what the platform accepts', async () => {
  const { privateKey, publicKey } = await generateKeyPair()
  const app = { bizName: 'shop', appId: 'web', workspaceId: 'default', privateKey: readKey(privateKey) }
  const { sign, ...identity } = signedIdentity(app, 'alice')
  const { expireTime } = verify(sign, { publicKey, identity, nowMs: Date.now() })
  expect(expireTime).toBeGreaterThan(Date.now())
})
