/** Effects that only say what was asked of them. */
import { Emitter } from '@mrtc/client/emitter'
import type { Background, NoiseSuppressionEvents, VideoBackgroundEvents } from '../../effects/index.ts'
import type { BackgroundPort, NoisePort } from '../ports.ts'
import { fakeTrack } from './fake-media.ts'

export class FakeBackground extends Emitter<VideoBackgroundEvents> implements BackgroundPort {
  readonly track = fakeTrack('video')
  background: Background
  /** What the next change fails with. */
  failure: Error | undefined

  constructor(background: Background) {
    super()
    this.background = background
  }

  async set(background: Background): Promise<void> {
    this.background = background
    if (this.failure) throw this.failure
  }

  close(): void {
    this.track.stop()
  }
}

export class FakeNoise extends Emitter<NoiseSuppressionEvents> implements NoisePort {
  readonly track = fakeTrack('audio')
  isOn = true

  set(isOn: boolean): void {
    this.isOn = isOn
  }

  close(): void {
    this.track.stop()
  }
}
