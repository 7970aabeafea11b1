import { join } from 'node:path'
import type { Config } from './config/index.ts'
import { builtConsoleDir, builtMeetingDir } from './http/index.ts'
import { consolePasswordName, type RunningServer } from './server.ts'

/** What a person wants to know once the server runs. */
export function banner(server: RunningServer, config: Config): string {
  const { httpUrl, wsUrl, metricsToken } = server
  const page =
    config.meeting.url ??
    (builtMeetingDir() !== undefined ? `${httpUrl}/` : 'not built (pnpm --filter @mrtc/meeting build)')
  return [
    '',
    `  mrtc server is running${config.demo.enabled ? '' : ' (demo signatures are off: demo.enabled)'}`,
    '',
    `  Call page   ${page}`,
    `  Console     ${consoleLine(server, config)}`,
    `  WebSocket   ${wsUrl}`,
    `  Health      ${httpUrl}/healthz, ${httpUrl}/readyz`,
    `  Metrics     curl -H "Authorization: Bearer ${tokenOf(config, metricsToken)}" ${httpUrl}/metrics`,
    '',
  ].join('\n')
}

/** Where to log in, and once with what. */
function consoleLine({ console: { url, firstOwner } }: RunningServer, { console, data, demo }: Config): string {
  const page = console.url ?? (builtConsoleDir() !== undefined ? url : `${url} (not built: npm run build)`)
  if (firstOwner) return `${page}  log in as ${firstOwner.name} with ${firstOwner.password}`
  if (!demo.enabled || data.ephemeral) return page
  return `${page}  first password: cat ${join(data.dir, consolePasswordName)}`
}

/** The token as the shell gets it: a screen or log is no place for one that lasts. */
function tokenOf({ metrics, data }: Config, madeToken: string): string {
  if (metrics.token !== undefined) return '<metrics.token>'
  return data.ephemeral ? madeToken : `$(cat ${join(data.dir, 'metrics-token')})`
}
