/** Why the controller decided as it did: as data for whoever words it, and in plain English for logs. */
import { pictureUplinkMinBps } from './audio-first.ts'
import type { PathCondition } from './path-condition.ts'

/** Which way media goes: what we send, or what we receive. */
export type PathDirection = 'up' | 'down'

export type NetworkCause =
  /** Packets get lost while round trips take no longer. Shares are 0 to 1. */
  | { readonly cause: 'randomLoss'; readonly direction: PathDirection; readonly lossShare: number }
  /** Round trips take longer than at best: a queue fills. */
  | { readonly cause: 'congestion'; readonly direction: PathDirection; readonly queueMs: number }
  /** Packets arrive unevenly. */
  | { readonly cause: 'jitter'; readonly direction: PathDirection; readonly jitterMs: number }
  /** The server told us what the worst receiver of ours loses. */
  | { readonly cause: 'receiverLoss'; readonly lossShare: number }
  /** All receivers of a feed of ours have downlinks that take only so much of its video. */
  | { readonly cause: 'receiversFull'; readonly limitBps: number }
  /** Next to nothing gets through: sound has it, and pictures are left out for a while. */
  | { readonly cause: 'audioFirst' }
  /** The bitrate was held up, and delay or loss grew with it: it is let go for a while. */
  | { readonly cause: 'pushRefused'; readonly why: 'delay' | 'loss' }

/** What is wrong with one direction; nothing when it is well. */
export function causeOf(direction: PathDirection, condition: PathCondition): readonly NetworkCause[] {
  const { diagnosis, lossShare, peakQueueMs, jitterMs } = condition
  switch (diagnosis) {
    case 'clean':
      return []
    case 'randomLoss':
      return [{ cause: 'randomLoss', direction, lossShare }]
    case 'congestion':
      return [{ cause: 'congestion', direction, queueMs: peakQueueMs }]
    case 'jitter':
      return [{ cause: 'jitter', direction, jitterMs }]
  }
}

const whats: Readonly<Record<PathDirection, string>> = { up: 'what we send', down: 'what we receive' }

/** One sentence in English. */
export function describeCause(cause: NetworkCause): string {
  switch (cause.cause) {
    case 'randomLoss':
      return `${percent(cause.lossShare)} of ${whats[cause.direction]} is lost while round trips take no longer: random loss`
    case 'congestion':
      return `round trips of ${whats[cause.direction]} take ${Math.round(cause.queueMs)} ms longer than at best: congestion`
    case 'jitter':
      return `${whats[cause.direction]} arrives unevenly, by ${Math.round(cause.jitterMs)} ms`
    case 'receiverLoss':
      return `a receiver loses ${percent(cause.lossShare)} of what we send`
    case 'receiversFull':
      return `the downlinks of our receivers take ${Math.round(cause.limitBps / 1_000)} kbit/s of video: we send no more`
    case 'audioFirst':
      return `less than ${pictureUplinkMinBps / 1_000} kbit/s get through: sound only`
    case 'pushRefused':
      return `no push: ${cause.why} grew with the bitrate, so the network is full`
  }
}

const percent = (share: number) => `${Math.round(share * 100)} %`
