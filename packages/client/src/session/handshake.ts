/**
 * How far the handshake of a session is: on one socket, and on another one when the first does not answer soon. The
 * newest socket counts; what the server says on an older one is not listened to.
 */
import type { SessionEffect } from './session-machine.ts'

/** No answer within this: another socket is dialled, beside the one that may yet answer. */
const answerTimeoutMs = 1_000

export type Handshake =
  | { readonly step: 'dialling' }
  /** `hello` or `resume` is on its way. */
  | { readonly step: 'asked'; readonly answerBy: number }
  /** It is, and another socket is dialled. */
  | { readonly step: 'doubting' }

/** What an input makes of a handshake; without one no socket is left to hope for. */
export interface HandshakeStep {
  readonly handshake: Handshake | undefined
  readonly effects: readonly SessionEffect[]
}

export function asked(what: 'hello' | 'resume', now: number): { handshake: Handshake; effects: SessionEffect[] } {
  return {
    handshake: { step: 'asked', answerBy: now + answerTimeoutMs },
    effects: [{ effect: 'adopt' }, { effect: 'send', what }],
  }
}

export function whenSocketLost(handshake: Handshake): HandshakeStep {
  // While it is dialled there is a socket only if there was one to doubt.
  return { handshake: handshake.step === 'asked' ? undefined : { step: 'dialling' }, effects: [] }
}

export function whenDialFailed(handshake: Handshake, now: number): HandshakeStep {
  if (handshake.step === 'dialling') return { handshake: undefined, effects: [] }
  return { handshake: { step: 'asked', answerBy: now + answerTimeoutMs }, effects: [] }
}

export function whenWoken(handshake: Handshake, now: number): HandshakeStep {
  if (handshake.step !== 'asked' || now < handshake.answerBy) return { handshake, effects: [] }
  return { handshake: { step: 'doubting' }, effects: [{ effect: 'dial' }] }
}

/** When to look at the clock again. */
export function answerBy(handshake: Handshake): number {
  return handshake.step === 'asked' ? handshake.answerBy : Number.POSITIVE_INFINITY
}
