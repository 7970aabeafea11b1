import type { LogLevel } from '../log.ts'

/**
 * Data of the Linux SDK with the guide's names (6.4.2), in TypeScript. What belongs to parts that are not built yet is
 * absent rather than ignored: P2P (`engine`, `enableDataChannel`), relaying (`enableRelay`).
 */

export const EventType = {
  /** Engine: whether it could be initialised. */
  INIT: 0,
  /** Engine: the signalling connection of a session. */
  WSS_LINK: 1,
  /** Session: `ext` is JSON with `roomId` and `token`. */
  CREATE_ROOM: 2,
  /** Session: `ext` is JSON with `roomId` and `token`. */
  JOIN_ROOM: 3,
  /** Session: `ext` is the stream id. */
  PUBLISH: 4,
  /** Session: `ext` is the stream id. */
  SUBSCRIBE: 5,
  /** Session: we are out of the room. 0 after `LeaveRoom`; below 0 when removed or lost, `ext` is JSON with `reason`. */
  EXIT_ROOM: 6,
  /** Session: the media connection of the stream in `ext`. */
  ICE_LINK: 7,
  /** Session: comes with server recording, which this version does not have. */
  START_RECORD: 8,
} as const
export type EventType = (typeof EventType)[keyof typeof EventType]

export interface RtcEvent {
  /** Whom it is about: ourselves, or empty for the engine. */
  readonly uid: string
  readonly type: EventType
  /** 0: it went well. Below 0: it failed (guide 6.4.6). */
  readonly code: number
  /** As each type says. When an operation failed: JSON with the canonical `error`, a `message` for people, and more. */
  readonly ext: string
}

export const RtcVideoCodec = {
  /** Raw I420 pictures: encoded and decoded here. */
  VIDEO_CODEC_YUV420P: 0,
  /** H264 in Annex B: encoded and decoded by the application. */
  VIDEO_CODEC_H264: 1,
} as const
export type RtcVideoCodec = (typeof RtcVideoCodec)[keyof typeof RtcVideoCodec]

export const RtcAudioCodec = { AUDIO_CODEC_PCM: 0 } as const
export type RtcAudioCodec = (typeof RtcAudioCodec)[keyof typeof RtcAudioCodec]

export interface RtcVideoFormat {
  /** Of pictures that are fed. 1 to 60. */
  readonly fps: number
  /** Of pictures that are fed, in pixels; even. */
  readonly width: number
  readonly height: number
  /** The most that is sent, in kbit/s. @default 600 */
  readonly kbps?: number
  /** Of `FeedVideo` and `OnVideo`. @default VIDEO_CODEC_YUV420P */
  readonly videoCodec?: RtcVideoCodec
  /** What raw pictures are encoded to. @default VIDEO_CODEC_H264, the only one */
  readonly yuvCodec?: typeof RtcVideoCodec.VIDEO_CODEC_H264
}

/** Of `FeedAudio` and `OnAudio`: 16 kHz mono, or 48 kHz stereo. */
export interface RtcAudioFormat {
  /** 1 with 16000, 2 with 48000. @default 1 */
  readonly channels?: number
  /** Hertz. @default 16000 */
  readonly sampleRate?: number
  /** @default 2, the only one */
  readonly bytesPerSample?: number
  /** @default AUDIO_CODEC_PCM, the only one */
  readonly audioCodec?: RtcAudioCodec
}

export interface MRtcEngineInitParam {
  /** The server, for example `wss://rtc.example.com/ws`. */
  readonly roomUrl: string
  /** @default 640x360 at 15 fps, 600 kbit/s, I420 */
  readonly videoFormat?: RtcVideoFormat
  /** @default 16 kHz mono */
  readonly audioFormat?: RtcAudioFormat
  /** To standard error. @default 'debug' (guide) */
  readonly logLevel?: LogLevel
  /** Sessions that may exist at a time; takes effect when above 0. @default 20 */
  readonly maxSessionNum?: number
}

/** Sound: signed 16-bit samples, interleaved, in the engine's audio format. */
export interface RtcAudioData {
  readonly data: Uint8Array
  /** Bytes of `data` that count. */
  readonly length: number
  /** Milliseconds. Of fed sound it is not used: sound is sent in the order and at the pace of its samples. */
  readonly timestamp: number
}

/** A picture in the engine's video format. */
export interface RtcVideoData {
  /** I420: brightness. H264: an access unit in Annex B. */
  readonly dataY: Uint8Array
  /** I420 only, as the strides, in bytes. */
  readonly dataU?: Uint8Array
  readonly dataV?: Uint8Array
  readonly strideY?: number
  readonly strideU?: number
  readonly strideV?: number
  /** H264 only: bytes of `dataY` that count. */
  readonly length?: number
  readonly width: number
  readonly height: number
  /** Milliseconds, growing from picture to picture. */
  readonly timestamp: number
}

/** `text` that came from `uid`. */
export interface RtcTextData {
  readonly uid: string
  readonly text: string
  readonly messageId: string
  /** Milliseconds since 1970, of the server's clock. */
  readonly timestamp: number
}

/** One published feed; its `streamId` is the feed id. */
export interface StreamInfo {
  readonly streamId: string
  /** Who publishes it; for `OnNewSubscriber`, who subscribed. */
  readonly uid: string
  /** The publisher's name for it. */
  readonly tag: string
  readonly hasAudio: boolean
  readonly hasVideo: boolean
}

export interface UserInfo {
  readonly uid: string
  /** A name for people to read, if the participant gave one. */
  readonly displayName?: string
}

/** What fits the network: for those who encode themselves. */
export interface MRtcEncoderQosParams {
  readonly target_kbps: number
  readonly target_fps: number
}

interface RoomParam {
  /** Letters, digits and underscore, at most 128. */
  readonly uid: string
  /** The signature that the application's server made (guide, section 4). */
  readonly sign: string
  readonly bizName: string
  /** The app id that the signature was made for. */
  readonly subBiz: string
  /** @default 'default' */
  readonly workspaceId?: string
  /** Whether streams of others are subscribed by themselves. @default false (guide: a bool without a default) */
  readonly autoSubscribe?: boolean
}

/** The guide's spelling. */
export interface CreatRoomParam extends RoomParam {
  /**
   * JSON with `defaultRecord` and `recordStrongDepend` (guide 3.4.4). There is no recording in this version: as the
   * guide says for that case, the room is created without it, or not at all when it depends on it.
   */
  readonly ext?: string
}

export interface JoinRoomParam extends RoomParam {
  readonly roomId: string
  /** The room's token. */
  readonly token: string
}

export interface PublishParam {
  /** @default false */
  readonly enableVideo?: boolean
  /** @default true */
  readonly enableAudio?: boolean
}

export interface SubscribeParam {
  /** @default false */
  readonly enableVideo?: boolean
  /** @default true */
  readonly enableAudio?: boolean
  readonly streamId: string
}

export interface MRtcEngineListener {
  OnEngineEvent(event: RtcEvent): void
}

/** What a session tells (guide 6.4.5). */
export interface MRtcSessionListener {
  OnSessionEvent(event: RtcEvent): void
  /** A stream can be subscribed. */
  OnNewPublisher(info: StreamInfo): void
  /** A stream is not published any more. */
  OnStreamGone(info: StreamInfo): void
  /** Somebody subscribed a stream. */
  OnNewSubscriber(info: StreamInfo): void
  /** Reserved by the guide; never called. */
  OnMixedAudio?(audio: RtcAudioData): void
  OnAudio(audio: RtcAudioData, streamId: string): void
  OnVideo(video: RtcVideoData, streamId: string): void
  OnText(text: RtcTextData): void
  /** H264 input only: the next picture should be a key frame. */
  OnKeyFrameRequest?(): void
  /** H264 input only: rate and pace that the encoder should aim at. */
  OnEncoderQosRequest?(params: MRtcEncoderQosParams): void
  /** Somebody came into the room. */
  OnNewJoiner?(user: UserInfo): void
}
