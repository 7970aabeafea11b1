/**
 * What to do when a media connection wavers, as a pure function. An ICE restart keeps everything that runs over the
 * transport; only when that does not help, or the server's side is gone, the transport is lost and built anew.
 */
import type { MediaConnectionState } from './media-connection-state.ts'

/** Contract: media connects within this, or the caller gets MEDIA_TIMEOUT. Also the time that an ICE restart has. */
export const mediaConnectTimeoutMs = 10_000
/** The server could not be asked to restart ICE: the signalling may just be away itself. */
const askAgainAfterMs = 2_000
/** A restart that the server answers late has at least so long, whenever the first one was. */
const leastTimeMs = 2_000

export type RecoveryState =
  | { readonly state: 'new' }
  | { readonly state: 'connecting'; readonly giveUpAt: number }
  | { readonly state: 'connected' }
  /** Connected, as far as ICE has noticed; the server was asked for new ICE parameters. */
  | { readonly state: 'refreshing' }
  /** Not connected, and to be restarted. */
  | { readonly state: 'wavering'; readonly restartAt: number; readonly giveUpAt: number | undefined }
  /** Not connected; the server was asked for new ICE parameters. `giveUpAt` is that of an earlier restart. */
  | { readonly state: 'restartRequested'; readonly giveUpAt: number | undefined }
  /** Not connected; new ICE parameters are in use. */
  | { readonly state: 'restarted'; readonly giveUpAt: number }
  | { readonly state: 'lost'; readonly why: LostWhy }

export type LostWhy = 'timeout' | 'failed' | 'gone' | 'givenUp' | 'unreachable'

export type RecoveryInput =
  | { readonly input: 'connectionState'; readonly to: MediaConnectionState }
  /** The network or the signalling socket is another than before. */
  | { readonly input: 'restartWanted' }
  | { readonly input: 'restarted' }
  | { readonly input: 'restartFailed' }
  /** The server does not have this transport any more. */
  | { readonly input: 'gone' }
  /** We want another one in its place. */
  | { readonly input: 'givenUp' }
  /** The server answers, but ICE does not reach it. */
  | { readonly input: 'unreachable' }
  | { readonly input: 'woken' }

export interface RecoveryStep {
  readonly state: RecoveryState
  readonly effect?: 'restartIce'
}

/** When to give the machine `woken`. */
export function nextWakeAt(state: RecoveryState): number | undefined {
  switch (state.state) {
    case 'connecting':
    case 'restarted':
      return state.giveUpAt
    case 'wavering':
      return state.restartAt
    case 'new':
    case 'connected':
    case 'refreshing':
    case 'restartRequested':
    case 'lost':
      return undefined
  }
}

export function step(state: RecoveryState, input: RecoveryInput, now: number): RecoveryStep {
  if (state.state === 'lost') return { state }
  switch (input.input) {
    case 'gone':
    case 'givenUp':
    case 'unreachable':
      return lost(input.input)
    case 'connectionState':
      return whenConnectionState(state, input.to, now)
    case 'restartWanted':
      return whenRestartWanted(state)
    case 'restarted':
      return whenRestarted(state, now)
    case 'restartFailed':
      return whenRestartFailed(state, now)
    case 'woken':
      return whenWoken(state, now)
  }
}

function whenConnectionState(state: RecoveryState, to: MediaConnectionState, now: number): RecoveryStep {
  switch (to) {
    case 'connecting':
      return state.state === 'new'
        ? { state: { state: 'connecting', giveUpAt: now + mediaConnectTimeoutMs } }
        : { state }
    case 'connected':
      return { state: state.state === 'refreshing' ? state : { state: 'connected' } }
    case 'disconnected':
    case 'failed':
      return whenInterrupted(state, to)
    case 'new':
    case 'closed':
      return { state }
  }
}

function whenInterrupted(state: RecoveryState, to: 'disconnected' | 'failed'): RecoveryStep {
  switch (state.state) {
    case 'connected':
      return restart(undefined)
    case 'refreshing':
      return { state: { state: 'restartRequested', giveUpAt: undefined } }
    case 'wavering':
      return to === 'failed' ? restart(state.giveUpAt) : { state }
    case 'restartRequested':
      // It failed with the old parameters while new ones are under way.
      return { state }
    case 'new':
    case 'connecting':
    case 'restarted':
    case 'lost':
      return to === 'failed' ? lost('failed') : { state }
  }
}

function whenRestartWanted(state: RecoveryState): RecoveryStep {
  switch (state.state) {
    case 'connected':
      return { state: { state: 'refreshing' }, effect: 'restartIce' }
    case 'wavering':
    case 'restarted':
      return restart(state.giveUpAt)
    case 'new':
    case 'connecting':
    case 'refreshing':
    case 'restartRequested':
    case 'lost':
      return { state }
  }
}

function whenRestarted(state: RecoveryState, now: number): RecoveryStep {
  if (state.state === 'refreshing') return { state: { state: 'connected' } }
  if (state.state !== 'restartRequested') return { state }
  const giveUpAt = Math.max(state.giveUpAt ?? now + mediaConnectTimeoutMs, now + leastTimeMs)
  return { state: { state: 'restarted', giveUpAt } }
}

function whenRestartFailed(state: RecoveryState, now: number): RecoveryStep {
  if (state.state === 'refreshing') return { state: { state: 'connected' } }
  if (state.state !== 'restartRequested') return { state }
  return { state: { state: 'wavering', restartAt: now + askAgainAfterMs, giveUpAt: state.giveUpAt } }
}

function whenWoken(state: RecoveryState, now: number): RecoveryStep {
  const wakeAt = nextWakeAt(state)
  if (wakeAt === undefined || now < wakeAt) return { state }
  return state.state === 'wavering' ? restart(state.giveUpAt) : lost('timeout')
}

function restart(giveUpAt: number | undefined): RecoveryStep {
  return { state: { state: 'restartRequested', giveUpAt }, effect: 'restartIce' }
}

function lost(why: LostWhy): RecoveryStep {
  return { state: { state: 'lost', why } }
}
