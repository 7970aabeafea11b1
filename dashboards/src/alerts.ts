/** When somebody should look, as data: the Prometheus rules derive from it. */

export interface Alert {
  readonly name: string
  readonly expression: string
  /** How long it must hold. */
  readonly for: string
  readonly severity: 'warning' | 'critical'
  readonly summary: string
  readonly action: string
}

export const alerts: readonly Alert[] = [
  {
    name: 'MrtcNoMediaWorker',
    expression: 'mrtc_media_workers == 0',
    for: '10s',
    severity: 'critical',
    summary: '{{ $labels.instance }} has no media worker: no call can begin there',
    action: 'Read its log for the reason that workers end; it starts new ones by itself.',
  },
  {
    name: 'MrtcMediaWorkerDied',
    expression: 'increase(mrtc_media_worker_deaths_total[10m]) > 0',
    for: '0s',
    severity: 'warning',
    summary: 'a media worker of {{ $labels.instance }} died; its calls were interrupted',
    action: 'Keep the log and the core file, and report them.',
  },
  {
    name: 'MrtcMediaWorkerBusy',
    expression: 'rate(mrtc_media_worker_cpu_seconds_total[1m]) > 0.85',
    for: '2m',
    severity: 'warning',
    summary: 'worker {{ $labels.worker }} of {{ $labels.instance }} is near its limit of one core',
    action: 'Add workers or machines, or move rooms.',
  },
  {
    name: 'MrtcSignalingSlow',
    expression:
      'histogram_quantile(0.95, sum by (le, instance) (rate(mrtc_signaling_request_duration_seconds_bucket[5m]))) > 0.5',
    for: '5m',
    severity: 'warning',
    summary: '{{ $labels.instance }} answers a request in more than half a second (p95)',
    action: 'Look which message is slow on the dashboard, and at the CPU of the machine.',
  },
  {
    name: 'MrtcInternalErrors',
    expression: 'increase(mrtc_signaling_errors_total{code="INTERNAL"}[5m]) > 0',
    for: '0s',
    severity: 'warning',
    summary: '{{ $labels.instance }} failed on requests',
    action: 'The log has each with its request id.',
  },
]
