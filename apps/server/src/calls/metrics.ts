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
  const rooms = new Gauge(optionsOf('workerRooms', registry))
  const cpu = new Counter(optionsOf('workerCpu', registry))
  const deaths = new Counter(optionsOf('workerDeaths', registry))
  // One question to the workers a scrape: this gauge asks and sets the others, whose values are read after all
  // collect functions have run.
  new Gauge({
    ...optionsOf('workers', registry),
    async collect() {
      const { workers, workerDeaths } = await usage()
      this.set(workers.length)
      rooms.reset()
      cpu.reset()
      deaths.reset()
      deaths.inc(workerDeaths)
      for (const { worker, rooms: roomCount, cpuSeconds } of workers) {
        rooms.set({ worker }, roomCount)
        cpu.inc({ worker }, cpuSeconds)
      }
    },
  })
}

function optionsOf(name: Name, registry: Registry) {
  const { name: metricName, help, labels } = callMetrics[name]
  return { name: metricName, help, labelNames: [...labels] as string[], registers: [registry] }
}
