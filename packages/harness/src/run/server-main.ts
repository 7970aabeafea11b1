/** The server as the harness runs it: in the hub's namespace, told over IPC. */
import { startServer } from '@mrtc/server'
import type { Identity, RawStats } from '../page/api.ts'
import { serveRpc } from './rpc.ts'

export interface ServerStart {
  readonly host: string
  readonly port: number
}

const [host = '127.0.0.1', port = '8080'] = process.argv.slice(2)
const server = await startServer({
  http: { host, port: Number(port) },
  data: { ephemeral: true },
  log: { level: 'warn', format: 'json' },
  demo: { enabled: true },
  signaling: { allowedOrigins: ['*'] },
  // One worker carries the one room of a trial, and is the one to be killed.
  media: { listenIp: host, workerCount: 1 },
})

const methods = {
  url: () => server.wsUrl,
  identity: (uid: string): Identity => {
    const { bizName, appId, workspaceId } = server.demo
    return { uid, bizName, appId, workspaceId, sign: server.demo.sign(uid).sign }
  },
  metrics: async (): Promise<RawStats> => {
    const response = await fetch(`${server.httpUrl}/metrics`, {
      headers: { authorization: `Bearer ${server.metricsToken}` },
    })
    return parseMetrics(await response.text())
  },
  close: () => server.close(),
}
export type ServerMethods = typeof methods
serveRpc(methods)

/** Prometheus text of our own metrics, without histograms. */
function parseMetrics(text: string): RawStats {
  const values: RawStats = {}
  for (const line of text.split('\n')) {
    const match = /^(mrtc_[a-z_]+(?:\{[^}]*\})?) ([-+.\deE]+)$/.exec(line)
    if (match?.[1] && !match[1].includes('_bucket')) values[match[1]] = Number(match[2])
  }
  return values
}
