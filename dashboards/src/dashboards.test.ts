import { readFile } from 'node:fs/promises'
import { metricCatalog } from '@mrtc/server'
import { describe, expect, it } from 'vitest'
import { alerts } from './alerts.ts'
import { files } from './files.ts'
import { sections } from './panels.ts'

const known = new Map(metricCatalog.map((metric) => [metric.name as string, metric]))
const expressions = [
  ...sections.flatMap((section) => section.graphs).flatMap((graph) => graph.queries.map((query) => query.expression)),
  ...alerts.map((alert) => alert.expression),
]

describe('dashboards and rules', () => {
  it.each(expressions)('%s asks for metrics that the server has', (expression) => {
    const names = expression.match(/mrtc_[a-z_]+/g) ?? []
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) {
      const base = name.replace(/_(bucket|count|sum)$/, '')
      expect(known.has(name) || known.get(base)?.type === 'histogram', name).toBe(true)
    }
  })

  it.each(files)('$path is what the code generates: npm run dashboards writes it anew', async ({ path, text }) => {
    expect(await readFile(path, 'utf8')).toBe(text)
  })
})
