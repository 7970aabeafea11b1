/** The server for those who run it in their own process: tests, the harness. `main.ts` is the program. */
import { callMetrics, createCalls } from './calls/index.ts'
import { type ConfigOverrides, loadConfig } from './config/index.ts'
import { metricDefinitions } from './metrics/index.ts'
import { createServer, type RunningServer } from './server.ts'

export type { ConfigOverrides } from './config/index.ts'
export type { RunningServer } from './server.ts'
export { StartupError } from './startup-error.ts'

/**
 * Starts a server with these settings and the defaults for the rest; neither a file nor the environment is read.
 * `{ http: { port: 0 }, data: { ephemeral: true }, log: { level: 'warn' } }` is one that leaves nothing behind.
 * @throws StartupError
 */
export function startServer(overrides: ConfigOverrides = {}): Promise<RunningServer> {
  return createServer(loadConfig({ environment: {}, overrides }), createCalls)
}

/** Every metric that the server has of its own, for dashboards and documents. */
export const metricCatalog = [...Object.values(metricDefinitions), ...Object.values(callMetrics)]
