/** What a transition answers: the next state, what is to be told to whom, and which media nobody uses any more. */
import type { AnyEvent, EventName, EventPayload } from '@mrtc/protocol'
import type { RoomState } from './state.ts'

/** An event for participants of the new state (and for `uid`, also if it has just left). */
export interface Notice {
  readonly to: { readonly everyone: true; readonly except?: string } | { readonly uid: string }
  readonly event: AnyEvent
}

/** Media to close. */
export type Released =
  | { readonly kind: 'participant'; readonly uid: string }
  | { readonly kind: 'feed'; readonly feedId: string; readonly uid: string }
  | { readonly kind: 'subscription'; readonly subscriptionId: string; readonly uid: string }

export interface Outcome {
  readonly state: RoomState
  /** In the order in which they are to be sent. Versions rise by one from notice to versioned notice. */
  readonly notices: readonly Notice[]
  readonly released: readonly Released[]
}

export function unchanged(state: RoomState): Outcome {
  return { state, notices: [], released: [] }
}

/** Does the next transition on the outcome of the one before. */
export function andThen(before: Outcome, transition: (state: RoomState) => Outcome): Outcome {
  const after = transition(before.state)
  return {
    state: after.state,
    notices: [...before.notices, ...after.notices],
    released: [...before.released, ...after.released],
  }
}

/** Pairs a name with its payload as the union that can be sent on. */
export function event<N extends EventName>(name: N, payload: EventPayload<N>): Extract<AnyEvent, { name: N }>
export function event(name: EventName, payload: unknown): unknown {
  return { name, payload }
}

export function toEveryone(told: AnyEvent, except?: string): Notice {
  return { to: except === undefined ? { everyone: true } : { everyone: true, except }, event: told }
}

/** What is left of a notice when `uid` is not to have it. */
export function withoutUid(notice: Notice, uid: string): Notice[] {
  if ('uid' in notice.to) return notice.to.uid === uid ? [] : [notice]
  return [toEveryone(notice.event, uid)]
}

/** The uids that a notice is for, of the state after the transition. */
export function noticesFor(notice: Notice, state: RoomState): readonly string[] {
  const { to } = notice
  if ('uid' in to) return [to.uid]
  return [...state.participants.keys()].filter((uid) => uid !== to.except)
}
