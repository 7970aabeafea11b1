/** prom-client metrics of calls and media. Names are declared in `metric-definitions.ts`. */
import { Counter, Gauge, type Registry } from 'prom-client'
import type { MediaUsage } from '../media/index.ts'
import type { CallCensus } from './census.ts'
import { callMetrics } from './metric-definitions.ts'

type Name = keyof typeof callMetrics

/** What is counted as it happens. */
export interface CallCounters {
  readonly roomsCreated: Counter
  readonly roomsEnded: Counter
  readonly textsSent: Counter
  readonly textsDelivered: Counter
  readonly lossReports: Counter<'loss'>
}

export interface CallMetrics extends CallCounters {
  /** From now on what there is is counted at each scrape. */
  observe(census: () => CallCensus, usage: () => Promise<MediaUsage>): void
}

export function createCallMetrics(registry: Registry): CallMetrics {
  return {
    roomsCreated: new Counter(optionsOf('roomsCreated', registry)),
    roomsEnded: new Counter(optionsOf('roomsEnded', registry)),
    textsSent: new Counter(optionsOf('textsSent', registry)),
    textsDelivered: new Counter(optionsOf('textsDelivered', registry)),
    lossReports: new Counter(optionsOf('lossReports', registry)),
    observe(census, usage) {
      observeCalls(registry, census)
      observeMedia(registry, usage)
    },
  }
}

function observeCalls(registry: Registry, census: () => CallCensus): void {
  for (const name of ['rooms', 'participants', 'feeds', 'subscriptions'] as const) {
    new Gauge({
      ...optionsOf(name, registry),
      collect() {
        this.set(census()[name])
      },
    })
  }
  new Gauge({
    ...optionsOf('transports', registry),
    collect() {
      const { sendTransports, recvTransports } = census()
      this.set({ direction: 'send' }, sendTransports)
      this.set({ direction: 'recv' }, recvTransports)
    },
  })
}

function observeMedia(registry: Registry, usage: () => Promise<MediaUsage>): void {
  const shared = inFlight(usage)
  new Gauge({
    ...optionsOf('workers', registry),
    async collect() {
      this.set((await shared()).workers.length)
    },
  })
  new Gauge({
    ...optionsOf('workerRooms', registry),
    async collect() {
      const { workers } = await shared()
      this.reset()
      for (const { worker, rooms } of workers) this.set({ worker }, rooms)
    },
  })
  new Counter({
    ...optionsOf('workerCpu', registry),
    async collect() {
      const { workers } = await shared()
      this.reset()
      for (const { worker, cpuSeconds } of workers) this.inc({ worker }, cpuSeconds)
    },
  })
  new Counter({
    ...optionsOf('workerDeaths', registry),
    async collect() {
      const { workerDeaths } = await shared()
      this.reset()
      this.inc(workerDeaths)
    },
  })
}

/** All metrics are collected at once at a scrape: the workers are asked once for all. */
function inFlight<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask().finally(() => {
      asked = undefined
    })
    return asked
  }
}

function optionsOf(name: Name, registry: Registry) {
  const { name: metricName, help, labels } = callMetrics[name]
  return { name: metricName, help, labelNames: [...labels] as string[], registers: [registry] }
}
