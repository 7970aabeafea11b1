/** The metrics of signalling, once. Calls register their own on the same registry. */
export const metricDefinitions = {
  sessions: {
    type: 'gauge',
    name: 'mrtc_signaling_sessions',
    help: 'Sessions by state: attached have a socket, suspended wait for one',
    labels: ['state'],
  },
  connections: {
    type: 'gauge',
    name: 'mrtc_signaling_connections',
    help: 'Open WebSockets, also those that have not shaken hands yet',
    labels: [],
  },
  requestDuration: {
    type: 'histogram',
    name: 'mrtc_signaling_request_duration_seconds',
    help: 'Time from the arrival of a request to its answer, waiting included',
    labels: ['message', 'outcome'],
    // A request answered from memory takes well under a millisecond, one that talks to a worker a few.
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
  },
  messagesReceived: {
    type: 'counter',
    name: 'mrtc_signaling_messages_received_total',
    help: 'Frames that clients sent, by type',
    labels: ['type'],
  },
  messagesSent: {
    type: 'counter',
    name: 'mrtc_signaling_messages_sent_total',
    help: 'Frames sent to clients, by type',
    labels: ['type'],
  },
  framesReplayed: {
    type: 'counter',
    name: 'mrtc_signaling_frames_replayed_total',
    help: 'Messages sent again after a resume',
    labels: [],
  },
  eventsDropped: {
    type: 'counter',
    name: 'mrtc_signaling_events_dropped_total',
    help: 'Room state events dropped for clients that were far behind',
    labels: [],
  },
  handshakes: {
    type: 'counter',
    name: 'mrtc_signaling_handshakes_total',
    help: 'First frames by what they asked for and what came of it',
    labels: ['type', 'outcome'],
  },
  sessionsEnded: {
    type: 'counter',
    name: 'mrtc_signaling_sessions_ended_total',
    help: 'Sessions that are over, by reason',
    labels: ['reason'],
  },
  rateLimited: {
    type: 'counter',
    name: 'mrtc_signaling_rate_limited_total',
    help: 'What was refused because there was too much of it',
    labels: ['what'],
  },
  errors: {
    type: 'counter',
    name: 'mrtc_signaling_errors_total',
    help: 'Errors answered to clients, by canonical code',
    labels: ['code'],
  },
} as const satisfies Record<string, MetricDefinition>

interface MetricDefinition {
  readonly type: 'gauge' | 'counter' | 'histogram'
  readonly name: `mrtc_${string}`
  readonly help: string
  readonly labels: readonly string[]
  readonly buckets?: readonly number[]
}
