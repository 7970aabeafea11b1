/** mediasoup's own log lines, into ours. Its listeners are one set a process: the last service that starts has them. */
import { setLogEventListeners } from 'mediasoup'
import type { Logger } from 'pino'

export function logMediasoupTo(log: Logger): void {
  setLogEventListeners({
    onwarn: (namespace, line) => log.warn({ namespace }, line),
    onerror: (namespace, line, error) => log.error({ namespace, ...(error ? { err: error } : {}) }, line),
  })
}
