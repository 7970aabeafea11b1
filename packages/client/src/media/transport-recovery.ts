/**
 * What to do when a media connection wavers, as a pure function. An ICE restart keeps everything that runs over the
 * transport; only when that does not help, or the server's side is gone, the transport is lost and built anew.
 */
import type { MediaConnectionState } from './media-connection-state.ts'

/** Contract: media connects within this, or the caller gets MEDIA_TIMEOUT. Also the time that an ICE restart has. */
export const mediaConnectTimeoutMs = 10_000
/** `disconnected` often heals by itself: consent checks were lost, or Wi-Fi roamed. */
const disconnectedGraceMs = 2_000

export type RecoveryState =
  | { readonly state: 'new' }
  | { readonly state: 'connecting'; readonly giveUpAt: number }
  | { readonly state: 'connected' }
  | { readonly state: 'wavering'; readonly restartAt: number }
  /** The server was asked for new ICE parameters. */
  | { readonly state: 'restartRequested' }
  /** New ICE parameters are in use. */
  | { readonly state: 'restarted'; readonly giveUpAt: number }
  | { readonly state: 'lost'; readonly why: LostWhy }

export type LostWhy = 'timeout' | 'failed' | 'gone' | 'givenUp'

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
      return lost(input.input)
    case 'connectionState':
      return whenConnectionState(state, input.to, now)
    case 'restartWanted':
      return whenRestartWanted(state)
    case 'restarted':
      return state.state === 'restartRequested'
        ? { state: { state: 'restarted', giveUpAt: now + mediaConnectTimeoutMs } }
        : { state }
    case 'restartFailed':
      // The signalling may just be away itself: ask again in a while.
      return state.state === 'restartRequested'
        ? { state: { state: 'wavering', restartAt: now + disconnectedGraceMs } }
        : { state }
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
      return { state: { state: 'connected' } }
    case 'disconnected':
      return state.state === 'connected'
        ? { state: { state: 'wavering', restartAt: now + disconnectedGraceMs } }
        : { state }
    case 'failed':
      if (state.state === 'connected' || state.state === 'wavering') return restart()
      // It failed with the old parameters while new ones are under way.
      if (state.state === 'restartRequested') return { state }
      return lost('failed')
    case 'new':
    case 'closed':
      return { state }
  }
}

function whenRestartWanted(state: RecoveryState): RecoveryStep {
  switch (state.state) {
    case 'connected':
      // Stays connected: a restart of a connection that works goes unnoticed, so there is nothing to wait for.
      return { state, effect: 'restartIce' }
    case 'wavering':
    case 'restarted':
      return restart()
    case 'new':
    case 'connecting':
    case 'restartRequested':
    case 'lost':
      return { state }
  }
}

function whenWoken(state: RecoveryState, now: number): RecoveryStep {
  const wakeAt = nextWakeAt(state)
  if (wakeAt === undefined || now < wakeAt) return { state }
  return state.state === 'wavering' ? restart() : lost('timeout')
}

function restart(): RecoveryStep {
  return { state: { state: 'restartRequested' }, effect: 'restartIce' }
}

function lost(why: LostWhy): RecoveryStep {
  return { state: { state: 'lost', why } }
}
