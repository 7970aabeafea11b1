import type { Notify } from './notify.ts'
import type { MeetingPorts } from './ports.ts'
import type { MeetingState } from './state.ts'

/** What the controller's concerns share. */
export interface MeetingContext {
  readonly ports: MeetingPorts
  readonly notify: Notify
  /** Unique in the controller. */
  readonly nextSid: () => number
  /** The one mutable cell. */
  state: MeetingState
}
