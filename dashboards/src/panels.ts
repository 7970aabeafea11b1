/** What is shown of a running platform, as data: dashboards and their checks derive from it. */

export interface Graph {
  readonly title: string
  /** A Grafana unit: short, s, percentunit, ... */
  readonly unit: string
  readonly queries: readonly { readonly expression: string; readonly legend: string }[]
}

export interface Section {
  readonly title: string
  readonly graphs: readonly Graph[]
}

const quantile = (q: number) =>
  `histogram_quantile(${q}, sum by (le, message) (rate(mrtc_signaling_request_duration_seconds_bucket[$__rate_interval])))`

export const sections: readonly Section[] = [
  {
    title: 'Calls',
    graphs: [
      {
        title: 'Rooms and participants',
        unit: 'short',
        queries: [
          { expression: 'sum(mrtc_rooms)', legend: 'rooms' },
          { expression: 'sum(mrtc_participants)', legend: 'participants' },
        ],
      },
      {
        title: 'Feeds and subscriptions',
        unit: 'short',
        queries: [
          { expression: 'sum(mrtc_feeds)', legend: 'feeds' },
          { expression: 'sum(mrtc_subscriptions)', legend: 'subscriptions' },
        ],
      },
      {
        title: 'Texts a second',
        unit: 'short',
        queries: [
          { expression: 'sum(rate(mrtc_texts_sent_total[$__rate_interval]))', legend: 'sent' },
          {
            expression: 'sum(rate(mrtc_texts_delivered_total[$__rate_interval]))',
            legend: 'acknowledged by the receiver',
          },
        ],
      },
    ],
  },
  {
    title: 'Signalling',
    graphs: [
      { title: 'Time to answer, p50', unit: 's', queries: [{ expression: quantile(0.5), legend: '{{message}}' }] },
      { title: 'Time to answer, p95', unit: 's', queries: [{ expression: quantile(0.95), legend: '{{message}}' }] },
      {
        title: 'Errors a second',
        unit: 'short',
        queries: [
          { expression: 'sum by (code) (rate(mrtc_signaling_errors_total[$__rate_interval]))', legend: '{{code}}' },
        ],
      },
      {
        title: 'Sessions',
        unit: 'short',
        queries: [{ expression: 'sum by (state) (mrtc_signaling_sessions)', legend: '{{state}}' }],
      },
      {
        title: 'Handshakes a second',
        unit: 'short',
        queries: [
          {
            expression: 'sum by (type, outcome) (rate(mrtc_signaling_handshakes_total[$__rate_interval]))',
            legend: '{{type}} {{outcome}}',
          },
        ],
      },
    ],
  },
  {
    title: 'Media',
    graphs: [
      {
        title: 'CPU of media workers',
        unit: 'percentunit',
        queries: [
          {
            expression: 'rate(mrtc_media_worker_cpu_seconds_total[$__rate_interval])',
            legend: 'worker {{worker}} of {{instance}}',
          },
        ],
      },
      {
        title: 'Transports',
        unit: 'short',
        queries: [{ expression: 'sum by (direction) (mrtc_media_transports)', legend: '{{direction}}' }],
      },
      {
        title: 'Loss told by subscribers, changes a minute',
        unit: 'short',
        queries: [
          {
            expression: '60 * sum by (loss) (rate(mrtc_subscription_loss_reports_total[$__rate_interval]))',
            legend: '{{loss}}',
          },
        ],
      },
      {
        title: 'Workers that died',
        unit: 'short',
        queries: [{ expression: 'sum(increase(mrtc_media_worker_deaths_total[1h]))', legend: 'in the last hour' }],
      },
    ],
  },
]
