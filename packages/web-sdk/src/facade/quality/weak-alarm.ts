import { weakBitrateDefaultsKbps } from '@mrtc/protocol'
import type { StreamStatistics } from '../../statistics/index.ts'

/** Kbit/s below which a stream is called weak; undefined: the guide's defaults. */
export interface WeakLimits {
  publish: number | undefined
  subscribe: number | undefined
}

const bitsPerKilobit = 1_000
/** A stream that has just begun, or was unmuted, is not weak yet. */
const warmUpMs = 5_000
/** One second may be a still picture: as many in a row as this are not. */
const weakSamplesNeeded = 3
/** Told once and again, not each second. */
const repeatAfterMs = 5_000

interface WeakSample {
  readonly statistics: StreamStatistics
  /** Nothing is sent on purpose. */
  readonly isSilent: boolean
}

/** Says when a stream carries less than its limit (guide 6.3.2, SetPublishWeakBitrateLimit; 6.3.3, OnNetworkWeak). */
export class WeakAlarm {
  #quietUntilMs: number | undefined
  #weakSamples = 0

  /** @returns the bits a second, when they are to be told */
  take({ statistics, isSilent }: WeakSample, limits: WeakLimits): number | undefined {
    const { atMs, audio, video, direction } = statistics
    if (isSilent || this.#quietUntilMs === undefined) {
      this.#quietUntilMs = atMs + warmUpMs
      this.#weakSamples = 0
      return undefined
    }
    const bitrateBps = (audio?.bitrateBps ?? 0) + (video?.bitrateBps ?? 0)
    const chosen = direction === 'send' ? limits.publish : limits.subscribe
    const limitKbps = chosen ?? (video ? weakBitrateDefaultsKbps.audioAndVideo : weakBitrateDefaultsKbps.audioOnly)
    this.#weakSamples = bitrateBps < limitKbps * bitsPerKilobit ? this.#weakSamples + 1 : 0
    if (this.#weakSamples < weakSamplesNeeded || atMs < this.#quietUntilMs) return undefined
    this.#quietUntilMs = atMs + repeatAfterMs
    return bitrateBps
  }
}
