import type { LineLog } from '../log/index.ts'
import type { VideoCodec } from './call-ports.ts'
import type { StreamFilter } from './callbacks.ts'
import type { Notify } from './notify.ts'
import type { MeetingPorts } from './ports.ts'
import type { WeakLimits } from './quality/index.ts'
import type { MeetingState } from './state.ts'

/** What the controller's concerns share. */
export interface MeetingContext {
  readonly ports: MeetingPorts
  readonly notify: Notify
  /** Unique in the controller. */
  readonly nextSid: () => number
  readonly log: LineLog
  /** Of SetPublishWeakBitrateLimit and SetSubscribeWeakBitrateLimit. */
  readonly weakLimits: WeakLimits
  /** Read at each use: the application sets it when it likes. */
  readonly filter: () => StreamFilter | undefined
  /** Of SetLocalCodecType, for streams to come. */
  codec: VideoCodec | undefined
  /** Where we are in the guide's flow. */
  state: MeetingState
}
