import type { Logger } from '@mrtc/client'
import type { MeetingCallbacks, NoticeName } from './callbacks.ts'

/** Makes one callback of the application. */
export type Notify = <N extends NoticeName>(name: N, ...args: Parameters<MeetingCallbacks[N]>) => void

/** What the application's own code threw. */
export function reportFault(error: unknown): undefined {
  // As if it had been thrown from an event handler: the page's own error monitoring sees it.
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error)
  else console.error(error)
}

/** Each second: they would push everything else out of the log. */
const frequent: ReadonlySet<NoticeName> = new Set<NoticeName>(['OnStatistics'])

/** Their parameters have the token of a room in them. */
const secret: ReadonlySet<NoticeName> = new Set<NoticeName>(['OnCreateRoomSucc', 'OnInviteRequest'])

/** Blobs, streams and nodes have nothing to say in a log. */
function forLog(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !isPlain(value) ? `(${value.constructor.name})` : value
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
}

/** A callback that throws is the application's failure: it is reported and the SDK goes on. */
export function notifier(callbacks: MeetingCallbacks, log: Logger): Notify {
  return (name, ...args) => {
    if (!frequent.has(name)) log.info(`callback ${name}`, secret.has(name) ? {} : { args: args.map(forLog) })
    try {
      const callback: (...args: never[]) => void = callbacks[name]
      callback.call(callbacks, ...(args as never[]))
    } catch (error) {
      reportFault(error)
    }
  }
}
