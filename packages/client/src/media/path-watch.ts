/**
 * Whether anything still arrives over our media transports, as a pure function. Browsers call ICE `disconnected` only
 * after 5 to 7 s of silence; where packets came all the time, half a second without any tells as much.
 */

/** Packets come every 20 ms (sound), feedback every 100 ms: no loss or jitter that a call survives is silent this long. */
const silenceMs = 500
/** What came for this long without a break is a flow whose end means something. */
const flowAfterMs = 1_000
/** Between the first two attempts to renew the path; twice as long each time after that. */
const firstSpaceMs = 1_500
const longestSpaceMs = 8_000
/** A path that has flowed for so long since its last renewal begins again with short spaces. */
const calmAfterMs = 10_000
/** New ICE parameters show what they are worth within some round trips; then it takes a new connection. */
const renewalShowsWithinMs = 450
/** Checks are answered, but still nothing flows: it is the source that is silent, not the path. */
const provenAfterMs = 1_500

const quietSampleMs = 500
const flowingSampleMs = 250
const watchfulSampleMs = 100

/** When the path was renewed last, and how long to wait before the next time. */
interface Pace {
  readonly renewedAt: number
  readonly spaceMs: number
}

const unhurried: Pace = { renewedAt: Number.NEGATIVE_INFINITY, spaceMs: firstSpaceMs }

export type PathState =
  /** Nothing comes regularly, so silence says nothing. */
  | { readonly state: 'quiet'; readonly flowSince: number | undefined; readonly pace: Pace }
  | { readonly state: 'flowing'; readonly since: number; readonly heardAt: number; readonly pace: Pace }
  /** Nothing has come for too long. */
  | {
      readonly state: 'silent'
      readonly heardAt: number
      readonly renewAt: number
      /** When to take new connections: once in a silence, after the server has answered. */
      readonly rebuildAt: number | undefined
      /**
       * The machine is on another network, or the old socket went silent as well: once signalling is back on a new one,
       * the path is known to be another.
       */
      readonly isMoving: boolean
      /** Since when checks are answered nevertheless. */
      readonly provenSince: number | undefined
      readonly pace: Pace
    }

/** What arrived since the sample before. */
export interface PathSample {
  /** When the last packet of media or feedback arrived; undefined when none did. */
  readonly heardAt: number | undefined
  /** Whether the server answered an ICE check. */
  readonly isChecked: boolean
  /** Whether there is anything that should arrive: a silence of muted tracks is none. */
  readonly isExpected: boolean
}

export type PathInput =
  | { readonly input: 'sampled'; readonly sample: PathSample }
  /** The machine is on another network. */
  | { readonly input: 'networkChanged' }
  /** Signalling is on another socket. */
  | { readonly input: 'resumed' }
  /** The old socket is given up, because the server did not answer on it either. */
  | { readonly input: 'socketMoved' }
  /** The server gave new ICE parameters: the path has from now on to show what they are worth. */
  | { readonly input: 'renewed' }

export interface PathStep {
  readonly state: PathState
  /**
   * `renew`: restart ICE on all transports. `rebuild`: that brought nothing, take new ones. `recovered`: what was silent
   * flows again.
   */
  readonly effect?: 'renew' | 'rebuild' | 'recovered'
}

export const initialPath: PathState = { state: 'quiet', flowSince: undefined, pace: unhurried }

/** How long until the next sample. */
export function nextSampleMs(state: PathState, now: number): number {
  switch (state.state) {
    case 'quiet':
      return quietSampleMs
    case 'flowing':
      return now - state.heardAt < flowingSampleMs ? flowingSampleMs : watchfulSampleMs
    case 'silent':
      return watchfulSampleMs
  }
}

export function step(state: PathState, input: PathInput, now: number): PathStep {
  switch (input.input) {
    case 'sampled':
      return sampled(state, input.sample, now)
    case 'networkChanged':
      return { state: moving(withPace(state, nextPace(state.pace, now))), effect: 'renew' }
    case 'socketMoved':
      return { state: moving(state) }
    case 'resumed':
      return whenResumed(state)
    case 'renewed':
      return { state: renewed(withPace(state, { ...state.pace, renewedAt: now }), now) }
  }
}

function whenResumed(state: PathState): PathStep {
  // What flows needs no help; if it is about to end, that shows soon enough.
  if (state.state === 'flowing') return { state }
  return state.state === 'silent' && state.isMoving ? rebuild(state) : { state, effect: 'renew' }
}

function moving(state: PathState): PathState {
  return state.state === 'silent' ? { ...state, isMoving: true } : state
}

function rebuild(state: In<'silent'>): PathStep {
  return { state: { ...state, isMoving: false, rebuildAt: Number.POSITIVE_INFINITY }, effect: 'rebuild' }
}

function renewed(state: PathState, now: number): PathState {
  if (state.state !== 'silent') return state
  return { ...state, rebuildAt: state.rebuildAt ?? now + renewalShowsWithinMs }
}

function sampled(state: PathState, sample: PathSample, now: number): PathStep {
  switch (state.state) {
    case 'quiet':
      return whenQuiet(state, sample, now)
    case 'flowing':
      return whenFlowing(state, sample, now)
    case 'silent':
      return whenSilent(state, sample, now)
  }
}

function whenQuiet(state: In<'quiet'>, { heardAt }: PathSample, now: number): PathStep {
  const { pace } = state
  if (heardAt === undefined) return { state: { state: 'quiet', flowSince: undefined, pace } }
  const flowSince = state.flowSince ?? now
  if (now - flowSince < flowAfterMs) return { state: { state: 'quiet', flowSince, pace } }
  return { state: { state: 'flowing', since: now, heardAt, pace } }
}

function whenFlowing(state: In<'flowing'>, sample: PathSample, now: number): PathStep {
  const heardAt = sample.heardAt ?? state.heardAt
  const isCalm = now - Math.max(state.since, state.pace.renewedAt) >= calmAfterMs
  const pace = isCalm ? unhurried : state.pace
  if (now - heardAt < silenceMs) return { state: { ...state, heardAt, pace } }
  if (!sample.isExpected) return { state: quiet(pace) }
  const renewAt = Math.max(now, pace.renewedAt + pace.spaceMs)
  const untried = { rebuildAt: undefined, isMoving: false, provenSince: undefined }
  return renewIfDue({ state: 'silent', heardAt, renewAt, ...untried, pace }, now)
}

function whenSilent(state: In<'silent'>, sample: PathSample, now: number): PathStep {
  const { pace } = state
  if (sample.heardAt !== undefined) {
    return { state: { state: 'flowing', since: now, heardAt: sample.heardAt, pace }, effect: 'recovered' }
  }
  const provenSince = state.provenSince ?? (sample.isChecked ? now : undefined)
  const isProven = provenSince !== undefined && now - provenSince >= provenAfterMs
  if (!sample.isExpected || isProven) return { state: quiet(pace) }
  if (provenSince !== undefined) return { state: { ...state, provenSince } }
  if (state.rebuildAt === undefined || now < state.rebuildAt) return renewIfDue(state, now)
  return rebuild(state)
}

function renewIfDue(state: In<'silent'>, now: number): PathStep {
  if (now < state.renewAt) return { state }
  return { state: withPace(state, nextPace(state.pace, now)), effect: 'renew' }
}

function nextPace({ renewedAt, spaceMs }: Pace, now: number): Pace {
  const isFirst = renewedAt === Number.NEGATIVE_INFINITY
  return { renewedAt: now, spaceMs: isFirst ? firstSpaceMs : Math.min(2 * spaceMs, longestSpaceMs) }
}

function withPace(state: PathState, pace: Pace): PathState {
  if (state.state !== 'silent') return { ...state, pace }
  return { ...state, pace, renewAt: pace.renewedAt + pace.spaceMs }
}

function quiet(pace: Pace): PathState {
  return { state: 'quiet', flowSince: undefined, pace }
}

type In<S extends PathState['state']> = Extract<PathState, { state: S }>
