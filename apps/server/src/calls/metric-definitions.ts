/** The metrics of calls and media, once: dashboards and documents derive from this. */
interface MetricDefinition {
  readonly type: 'gauge' | 'counter'
  readonly name: `mrtc_${string}`
  readonly help: string
  readonly labels: readonly string[]
}

export const callMetrics = {
  rooms: { type: 'gauge', name: 'mrtc_rooms', help: 'Open rooms', labels: [] },
  participants: { type: 'gauge', name: 'mrtc_participants', help: 'Participants of all rooms', labels: [] },
  feeds: { type: 'gauge', name: 'mrtc_feeds', help: 'Published feeds', labels: [] },
  subscriptions: { type: 'gauge', name: 'mrtc_subscriptions', help: 'Subscriptions to feeds', labels: [] },
  roomsCreated: { type: 'counter', name: 'mrtc_rooms_created_total', help: 'Rooms created', labels: [] },
  roomsEnded: { type: 'counter', name: 'mrtc_rooms_ended_total', help: 'Rooms that ended', labels: [] },
  textsSent: { type: 'counter', name: 'mrtc_texts_sent_total', help: 'Texts sent, one for each receiver', labels: [] },
  textsDelivered: {
    type: 'counter',
    name: 'mrtc_texts_delivered_total',
    help: 'Texts that a receiver acknowledged',
    labels: [],
  },
  lossReports: {
    type: 'counter',
    name: 'mrtc_subscription_loss_reports_total',
    help: 'Changes of what subscribers say they lose, by how bad it became: none, light, heavy (from 7 %) or severe (from 30 %)',
    labels: ['loss'],
  },
  transports: {
    type: 'gauge',
    name: 'mrtc_media_transports',
    help: 'WebRTC transports, by what the client uses them for: send or recv',
    labels: ['direction'],
  },
  workers: { type: 'gauge', name: 'mrtc_media_workers', help: 'Media workers that run', labels: [] },
  workerRooms: { type: 'gauge', name: 'mrtc_media_worker_rooms', help: 'Rooms on a media worker', labels: ['worker'] },
  workerCpu: {
    type: 'counter',
    name: 'mrtc_media_worker_cpu_seconds_total',
    help: 'CPU time of a media worker, user and system; begins at 0 again when the worker is replaced',
    labels: ['worker'],
  },
  workerDeaths: {
    type: 'counter',
    name: 'mrtc_media_worker_deaths_total',
    help: 'Media workers that died and were replaced',
    labels: [],
  },
} as const satisfies Record<string, MetricDefinition>
