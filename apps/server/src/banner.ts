import { join } from 'node:path'
import type { Config } from './config/index.ts'
import { isMeetingBuilt } from './http/index.ts'
import type { RunningServer } from './server.ts'

/** What a person wants to know once the server runs. */
export function banner(server: RunningServer, config: Config): string {
  const { httpUrl, wsUrl, metricsToken } = server
  const page =
    config.meeting.url ?? (isMeetingBuilt() ? `${httpUrl}/` : 'not built (pnpm --filter @mrtc/meeting build)')
  const isTokenInFile = config.metrics.token === undefined && !config.data.ephemeral
  const token = isTokenInFile ? `$(cat ${join(config.data.dir, 'metrics-token')})` : metricsToken
  const shownToken = config.metrics.token === undefined ? token : '$MRTC_METRICS_TOKEN'
  return [
    '',
    `  mrtc server is running${config.demo.enabled ? '' : ' (demo signatures are off: demo.enabled)'}`,
    '',
    `  Call page   ${page}`,
    `  WebSocket   ${wsUrl}`,
    `  Health      ${httpUrl}/healthz, ${httpUrl}/readyz`,
    `  Metrics     curl -H "Authorization: Bearer ${shownToken}" ${httpUrl}/metrics`,
    '',
  ].join('\n')
}
