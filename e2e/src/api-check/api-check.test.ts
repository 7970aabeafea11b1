import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UsageError } from '../support/command-line.ts'
import { problemsOfDocument } from './document.ts'
import { fuzz, schemathesisPython } from './fuzz.ts'
import { parseApiCheckOptions } from './options.ts'
import { startTarget, type Target } from './target.ts'

/** What a busy machine takes ten times as long for. */
const timeLimitMs = 300_000

describe('the HTTP API', () => {
  let target: Target

  beforeAll(async () => {
    target = await startTarget()
  })

  afterAll(() => target.close())

  async function document() {
    const response = await fetch(new URL('/api/v1/openapi.json', target.url))
    return (await response.json()) as { paths: Record<string, Record<string, { responses: object }>> }
  }

  it('has a document that is valid OpenAPI 3.1', async () => {
    expect(await problemsOfDocument(JSON.stringify(await document()))).toEqual([])
  })

  it('has a document whose mistakes would be found', async () => {
    const wrong = await document()
    for (const operations of Object.values(wrong.paths)) {
      for (const operation of Object.values(operations)) operation.responses = { nine: { description: 7 } }
    }
    expect(await problemsOfDocument(JSON.stringify(wrong))).not.toEqual([])
  })

  // npm run api:check asks more, and installs what asks.
  it.skipIf(schemathesisPython() === undefined)(
    'answers whatever is asked, valid or not, as the document says and without failing',
    async () => {
      const phases = ['fuzzing', 'stateful'] as const
      const result = await fuzz(target, { phases, examples: 5, seed: 7, timeLimitMs })
      expect(result.isClean, result.report).toBe(true)
      const statuses = new Set([...result.answers.values()].flatMap((counts) => [...counts.keys()]))
      expect(statuses).toContain(200)
      expect([...statuses].filter((status) => status >= 500)).toEqual([])
    },
    timeLimitMs,
  )
})

describe('the options of api:check', () => {
  it('have defaults, and say what is wrong with others', () => {
    expect(parseApiCheckOptions([])).toEqual({ examples: 40, seed: 1 })
    expect(parseApiCheckOptions(['--help'])).toBeNull()
    expect(() => parseApiCheckOptions(['--examples', 'many'])).toThrow(UsageError)
    expect(() => parseApiCheckOptions(['--exampels', '1'])).toThrow(UsageError)
  })
})
