import { Store } from '@mrtc/client'
import { recall, remember } from '../identity/memory.ts'
import { openBoth, openCamera, openMicrophone } from './capture.ts'
import { captureProblemOf } from './capture-problem.ts'
import type { BackgroundChoice } from './effects/background-choice.ts'
import { CameraBackground } from './effects/camera-background.ts'
import { MicrophoneNoise } from './effects/microphone-noise.ts'
import { LocalSource } from './local-source.ts'

/** Our camera and microphone. They are opened in the lobby and taken along into the call. */
export class LocalMedia {
  readonly background = new CameraBackground()
  readonly noise = new MicrophoneNoise()
  readonly camera = new LocalSource({
    capture: openCamera,
    whenOff: 'release',
    deviceId: recall('camera'),
    effect: this.background,
  })
  readonly microphone = new LocalSource({
    capture: openMicrophone,
    whenOff: 'keep',
    deviceId: recall('microphone'),
    effect: this.noise,
  })

  /** Where the others are heard; undefined for the system's choice. */
  readonly speaker = new Store(recall('speaker'))

  /** Turns on what is wanted, with one question to the person where there would be two. */
  open(wanted: { readonly camera: boolean; readonly microphone: boolean }): void {
    // Before the first click browsers start no sound, and so no noise suppression.
    globalThis.addEventListener?.('click', () => void this.microphone.refresh(), { once: true })
    if (!wanted.camera || !wanted.microphone) {
      if (wanted.camera) void this.camera.turnOn()
      if (wanted.microphone) void this.microphone.turnOn()
      return
    }
    const both = openBoth(this.camera.deviceId, this.microphone.deviceId).catch((error: unknown) => {
      // Who said no is not asked again; what else fails is tried alone, so that one of them may work.
      if (captureProblemOf(error) === 'denied') throw error
      return undefined
    })
    void this.camera.turnOn(async (deviceId) => (await both)?.video ?? openCamera(deviceId))
    void this.microphone.turnOn(async (deviceId) => (await both)?.audio ?? openMicrophone(deviceId))
  }

  async selectCamera(deviceId: string): Promise<void> {
    remember('camera', deviceId)
    await this.camera.select(deviceId)
  }

  async selectMicrophone(deviceId: string): Promise<void> {
    remember('microphone', deviceId)
    await this.microphone.select(deviceId)
  }

  async chooseBackground(choice: BackgroundChoice): Promise<void> {
    this.background.choose(choice)
    await this.camera.refresh()
  }

  async suppressNoise(isOn: boolean): Promise<void> {
    this.noise.turn(isOn)
    await this.microphone.refresh()
  }

  selectSpeaker(deviceId: string): void {
    remember('speaker', deviceId)
    this.speaker.set(deviceId)
  }

  close(): void {
    this.camera.release()
    this.microphone.release()
  }
}
