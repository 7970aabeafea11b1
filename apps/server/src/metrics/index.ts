/** prom-client metrics of this process and of signalling. Names are declared in `definitions.ts`. */
export { metricDefinitions } from './definitions.ts'

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { metricDefinitions } from './definitions.ts'

type Definitions = typeof metricDefinitions
type LabelsOf<Name extends keyof Definitions> = Definitions[Name]['labels'][number]

/** One object for each definition, of its type and with its labels. */
export type Metrics = {
  readonly [Name in keyof Definitions]: Definitions[Name]['type'] extends 'gauge'
    ? Gauge<LabelsOf<Name>>
    : Definitions[Name]['type'] extends 'counter'
      ? Counter<LabelsOf<Name>>
      : Histogram<LabelsOf<Name>>
}

/** A registry with the metrics of this process: CPU, memory, event loop lag, garbage collection. */
export function createRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}

export function createMetrics(registry: Registry): Metrics {
  const metrics = Object.entries(metricDefinitions).map(([key, definition]) => [key, create(definition, registry)])
  // Object.fromEntries forgets which key holds which type; `create` made each from its definition.
  return Object.fromEntries(metrics) as Metrics
}

function create(definition: Definitions[keyof Definitions], registry: Registry): Gauge | Counter | Histogram {
  const { name, help, labels } = definition
  const options = { name, help, labelNames: labels, registers: [registry] }
  switch (definition.type) {
    case 'gauge':
      return new Gauge(options)
    case 'counter':
      return new Counter(options)
    case 'histogram':
      return new Histogram({ ...options, buckets: [...definition.buckets] })
  }
}
