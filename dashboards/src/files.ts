/** The generated files: where they are and what they should hold. */
import { fileURLToPath } from 'node:url'
import { stringify } from 'yaml'
import { grafanaDashboard } from './grafana.ts'
import { prometheusRules } from './prometheus.ts'

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))

export const files: readonly { readonly path: string; readonly text: string }[] = [
  { path: path('grafana/overview.json'), text: `${JSON.stringify(grafanaDashboard(), null, 2)}\n` },
  { path: path('prometheus/rules.yml'), text: stringify(prometheusRules(), { lineWidth: 0 }) },
]
