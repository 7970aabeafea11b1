/** A controller on fakes that writes down every callback it makes, in order. */

import type { CallClientOptions } from '@mrtc/client'
import type { Pages } from '../../capture/index.ts'
import { type CallbackName, MeetingCallbacks } from '../callbacks.ts'
import type { ConnectConfig, InitRoomConfig } from '../config/index.ts'
import { MeetingController } from '../controller.ts'
import type { Capture } from '../ports.ts'
import { FakeClient } from './fake-client.ts'
import { FakeBackground, FakeNoise } from './fake-effects.ts'
import { FakePage, fakeTrack } from './fake-media.ts'
import { FakeRecording } from './fake-recording.ts'

export type Called = readonly [CallbackName, ...unknown[]]

export const connectConfig: ConnectConfig = {
  uid: 'alice',
  room_server_url: 'ws://127.0.0.1:1/ws',
  biz_name: 'demo',
  sub_biz: 'app1',
  sign: 'signature',
}

/** Camera and microphone in the elements own1 and label1. */
export const camera = {
  media_type: 1,
  publish_device: 1,
  publish_video_id: 'own1',
  publish_streamId_id: 'label1',
} as const

export const manual: InitRoomConfig = { auto_publish_subscribe: 4 }

export class Meeting {
  readonly client = new FakeClient('alice')
  readonly page = new FakePage()
  readonly called: Called[] = []
  readonly cameraRequests: Parameters<Capture['camera']>[0][] = []
  readonly screenRequests: Parameters<Capture['screen']>[0][] = []
  readonly fileRequests: Blob[] = []
  readonly recordings: FakeRecording[] = []
  readonly effects: (FakeBackground | FakeNoise)[] = []
  /** Names of the files that were saved. */
  readonly saved: string[] = []
  readonly playback = {
    isPlaying: true,
    pause: () => {
      this.playback.isPlaying = false
    },
    play: async () => {
      this.playback.isPlaying = true
    },
  }
  readonly pages: Pages & { current: number } = {
    count: 3,
    current: 1,
    show: async (page) => {
      this.pages.current = page
    },
    next: async () => {},
    previous: async () => {},
  }
  readonly captured: ReturnType<typeof fakeTrack>[] = []
  readonly controller: MeetingController
  clientOptions: CallClientOptions | undefined
  /** What an effect does before it starts. */
  beforeEffect: () => void = () => {}
  /** What capturing does before it gives tracks. */
  beforeCapture: () => Promise<void> = async () => {}

  constructor() {
    const media = (kinds: { audio?: unknown; video?: unknown }) => {
      const audio = kinds.audio ? fakeTrack('audio') : undefined
      const video = kinds.video ? fakeTrack('video') : undefined
      const tracks = [audio, video].filter((track) => track !== undefined)
      this.captured.push(...tracks)
      return {
        ...(audio ? { audio } : {}),
        ...(video ? { video } : {}),
        stop: () => {
          for (const track of tracks) track.stop()
        },
      }
    }
    this.controller = new MeetingController({
      createClient: (options) => {
        this.clientOptions = options
        return this.client
      },
      page: this.page,
      capture: {
        camera: async (options) => {
          this.cameraRequests.push(options)
          await this.beforeCapture()
          return media(options)
        },
        screen: async (options = {}) => {
          this.screenRequests.push(options)
          await this.beforeCapture()
          return media({ video: true, audio: options.audio })
        },
        onDevicesChanged: () => () => {},
        file: async (file, { kinds = ['audio', 'video'] } = {}) => {
          this.fileRequests.push(file)
          await this.beforeCapture()
          return {
            ...media({ audio: kinds.includes('audio'), video: kinds.includes('video') }),
            ...(file.type === 'application/pdf' ? { pages: this.pages } : { playback: this.playback }),
          }
        },
        region: async () => {
          await this.beforeCapture()
          return media({ video: true })
        },
        devices: async () => {
          await this.beforeCapture()
          const device = { deviceId: 'd1', groupId: 'g1', label: 'Camera' }
          return { cameras: [device], microphones: [], speakers: [] }
        },
      },
      effects: {
        background: async (_source, { background }) => {
          this.beforeEffect()
          return this.#keep(new FakeBackground(background))
        },
        noise: async () => {
          this.beforeEffect()
          return this.#keep(new FakeNoise())
        },
      },
      takePicture: async () => ({ blob: new Blob(), width: 640, height: 360 }),
      saveFile: (_file, name) => this.saved.push(name),
      startRecording: async (options) => {
        const recording = new FakeRecording(options)
        this.recordings.push(recording)
        return recording
      },
      createVolumeAnalysers: () => ({ add: () => ({}) as AnalyserNode, remove: () => {}, close: () => {} }),
      canEncode: (codec) => codec !== 'AV1',
    })
    for (const name of Object.keys(new MeetingCallbacks()) as CallbackName[]) {
      if (name === 'StreamFilterHandler') continue
      Object.assign(this.controller, { [name]: (...args: unknown[]) => this.called.push([name, ...args]) })
    }
  }

  #keep<T extends FakeBackground | FakeNoise>(effect: T): T {
    this.effects.push(effect)
    return effect
  }

  get room() {
    return this.client.room
  }

  names(): CallbackName[] {
    return this.called.map(([name]) => name)
  }

  forget(): void {
    this.called.length = 0
  }

  /** Lets everything that fakes answer at once run to its end. */
  async settles(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve))
  }

  async isConnected(): Promise<this> {
    await this.controller.Connect(connectConfig)
    return this
  }

  async isInRoom(config: InitRoomConfig = manual): Promise<this> {
    await this.isConnected()
    await this.controller.InitRoomConfig(config)
    await this.controller.JoinRoom('room1', 'token1')
    await this.settles()
    return this
  }
}
