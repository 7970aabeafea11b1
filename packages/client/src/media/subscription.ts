import { type EndReason, type Feed, MrtcError } from '@mrtc/protocol'
import { Emitter } from '../emitter.ts'
import type { MediaTracks } from './publish-options.ts'

export type SubscriptionEvents = {
  closed: [EndReason]
  /** `tracks` or `feed` are others than before. */
  changed: []
}

/** One feed of another participant that we receive. */
export class Subscription extends Emitter<SubscriptionEvents> {
  get subscriptionId(): string {
    throw new MrtcError('INTERNAL')
  }

  get feed(): Feed {
    throw new MrtcError('INTERNAL')
  }

  get tracks(): MediaTracks {
    throw new MrtcError('INTERNAL')
  }

  /** The highest simulcast or SVC layer wanted; `null` pauses the video. */
  async setLayers(_layers: { spatial: number; temporal?: number } | null): Promise<void> {
    throw new MrtcError('INTERNAL')
  }

  async getStats(): Promise<RTCStatsReport[]> {
    throw new MrtcError('INTERNAL')
  }

  /** Unsubscribes. */
  async close(): Promise<void> {
    throw new MrtcError('INTERNAL')
  }
}
