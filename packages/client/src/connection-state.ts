import type { MrtcError } from '@mrtc/protocol'

/** The life of a client's connection. Times are milliseconds since the epoch. */
export type ConnectionState =
  | { readonly state: 'idle' }
  | { readonly state: 'connecting'; readonly since: number }
  | { readonly state: 'open'; readonly sessionId: string; readonly since: number }
  /**
   * The socket is lost, the session waits for it until `deadline`. `attempt` counts from 1. With a cause the server was
   * restarted or forgot the session, and another one takes its place.
   */
  | {
      readonly state: 'resuming'
      readonly attempt: number
      readonly since: number
      readonly deadline: number
      readonly cause?: 'serverRestarted'
    }
  /** Without `error` we closed it ourselves. */
  | { readonly state: 'closed'; readonly error?: MrtcError }
