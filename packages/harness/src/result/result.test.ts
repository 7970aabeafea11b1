import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { metricNames, metrics } from './metrics.ts'
import { runResultSchema } from './result.ts'

it('reads the sample that readers of results are tested with', () => {
  const sample: unknown = JSON.parse(readFileSync(new URL('testing/sample.json', import.meta.url), 'utf8'))
  expect(runResultSchema.parse(sample).scenarios.map(({ scenario }) => scenario.name)).toEqual([
    'clean',
    'loss-40-downlink',
  ])
})

it('gives every metric a definition that a person can check', () => {
  for (const name of metricNames) expect(metrics[name].definition.length).not.toBe('')
})
