import type { MeetingCallbacks, NoticeName } from './callbacks.ts'

/** Makes one callback of the application. */
export type Notify = <N extends NoticeName>(name: N, ...args: Parameters<MeetingCallbacks[N]>) => void

function report(error: unknown): void {
  // As if it had been thrown from an event handler: the page's own error monitoring sees it.
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error)
  else console.error(error)
}

/** A callback that throws is the application's failure: it is reported and the SDK goes on. */
export function notifier(callbacks: MeetingCallbacks): Notify {
  return (name, ...args) => {
    try {
      const callback: (...args: never[]) => void = callbacks[name]
      callback.call(callbacks, ...(args as never[]))
    } catch (error) {
      report(error)
    }
  }
}
