/** The parameters as the guide has them (6.3.2). The rest of this folder checks them and turns them into ours. */

import type { IceServerOption } from '@mrtc/client'

/** An element of the page: its id, as the guide has it, or the element itself. */
export type ElementTarget = string | HTMLElement

/** Guide 6.3.2, Connect. */
export interface ConnectConfig {
  /** Letters, digits and underscore, at most 128. */
  readonly uid: string | number
  /** `wss://host/ws`. */
  readonly room_server_url: string
  readonly biz_name: string
  /** The call app's appId. */
  readonly sub_biz: string
  /** The signature over bizName, appId, workspaceId, uid and expireTime (guide, section 4). */
  readonly sign: string
  /** @default 'default' */
  readonly workspaceId?: string
}

/** Guide 6.3.2, video_profile_diy; the bitrate in kbit/s like publish_bitrate. */
export interface CustomVideoProfile {
  readonly width: number
  readonly height: number
  readonly frameRate: number
  readonly bitrate: number
}

/** Beyond the guide: what is seen behind a person. */
export interface BackgroundParameters {
  readonly type: 'none' | 'blur' | 'image'
  /** Of `blur`. @default 'strong' */
  readonly strength?: 'light' | 'strong'
  /** Of `image`: fills the picture. Without it the code is 5109. */
  readonly image?: Blob | ImageBitmap | HTMLImageElement | HTMLCanvasElement
}

/** What InitRoomConfig (modes 2, 3 and 5) and Publish have in common. */
export interface PublishParameters {
  /** 1: audio and video, 2: audio, 3: video. */
  readonly media_type: 1 | 2 | 3
  /** 1: camera, 2: screen, 3: file, 4: a region of the page, 5: a stream of the application's. */
  readonly publish_device: 1 | 2 | 3 | 4 | 5
  /** Most kbit/s of the video. @default 600 */
  readonly publish_bitrate?: number
  readonly video_profile_type?: number
  /** With video_profile_type 100. */
  readonly video_profile_diy?: CustomVideoProfile
  /** deviceId of a camera. */
  readonly videoSource?: string
  /** deviceId of a microphone. */
  readonly audioSource?: string
  /** Whether aspectRatio must be met. @default false */
  readonly aspectRatioStrongDepend?: boolean
  /** 1: 4:3, 2: 16:9. */
  readonly aspectRatio?: string | number
  /** 1: fluent, 2: sharp, when the network or the machine is weak. @default 1 */
  readonly degradationType?: 1 | 2
  /** Share the tab's sound with the screen. @default false */
  readonly enableDesktopAudio?: boolean
  /** For publish_device 3: a picture, a video, sound or a PDF. */
  readonly file?: Blob
  /** Of a PDF that is protected; the guide has no such parameter. */
  readonly file_password?: string
  /** For publish_device 4: the element whose picture is shared. */
  readonly part_of_screen_id?: ElementTarget
  /** Ask for OnVolumeAnalyser of what is published. @default false */
  readonly need_volume_analyser?: boolean
  /** Begin with the microphone on. @default true */
  readonly enableAudio?: boolean
  /** Begin with the camera on. @default true */
  readonly enableVideo?: boolean
  /** For publish_device 5. */
  readonly stream?: MediaStream
  /**
   * Beyond the guide, for publish_device 1 and 5: frames pass a worker, also with `none`. Left out of ChangeMediaStream, a stream keeps what it has.
   */
  readonly background?: BackgroundParameters
  /** Beyond the guide, for publish_device 1 and 5: more than the browser does by itself. Kept like `background`. */
  readonly noise_suppression?: boolean
}

/** Guide 6.3.2, Publish. */
export interface PublishConfig extends PublishParameters {
  /** A `<video>` for the own picture; needed when video is published. */
  readonly publish_video_id?: ElementTarget
  /** A label that shows the stream id; its `name` attribute holds it too. */
  readonly publish_streamId_id?: ElementTarget
  readonly publish_tag?: string
}

/** Guide 6.3.2, `overlaps` of StartBrowserRecord; places in pixels of the recording. The spelling is the guide's. */
export interface RecordOverlap {
  /** @default true */
  readonly enable?: boolean
  /** 1: the time of day, 2: a text, 3: an image. */
  readonly type: 1 | 2 | 3
  readonly id?: string | number
  readonly xPositon?: number
  readonly yPositon?: number
  readonly text?: string
  readonly fontSize?: number
  /** Loaded, and of this origin. */
  readonly img?: HTMLImageElement
}

interface RecordVideoProfile {
  /** @default 'VP8' */
  readonly videoCodec?: 'H264' | 'VP8' | 'VP9'
  /** @default 15 */
  readonly frameRate?: number
  /** 1920x1080, 1280x720 or 640x360. @default '1280x720' */
  readonly record_resolution?: string
}

/** Guide 6.3.2, `record_config` of StartBrowserRecord. */
export interface BrowserRecordConfig extends RecordVideoProfile {
  /** 1: audio and video, 2: audio, 3: video. */
  readonly media_type: 1 | 2 | 3
  /** Minutes between two OnClientRecordBlob. @default 30 */
  readonly time_slice?: number
  /** The same fields inside, as the guide's older examples have them. */
  readonly video_profile?: RecordVideoProfile
  readonly overlaps?: readonly RecordOverlap[]
}

/** Guide 6.3.2, StartVod. */
export interface VodParams {
  /** An address (http, https) that the server fetches, or the name or id of a file that was sent in the room. */
  readonly vodFile: string
  /** Seconds. @default 5 */
  readonly vodStartTimeout?: number
}

/** The elements of one subscription, also an entry of `initSubscribe`. */
export interface SubscribeElements {
  /** A `<video>`; left out, the picture is not subscribed. */
  readonly subscribe_video_id?: ElementTarget
  /** An `<audio>`; left out, the sound is not subscribed. */
  readonly subscribe_audio_id?: ElementTarget
  /** A label that shows the stream id. */
  readonly subscribe_streamId_id?: ElementTarget
  /** A label that shows the feed id. */
  readonly feedId_id?: ElementTarget
  /**
   * Beyond the guide: receive the picture at the size that its element has on the screen, and not at all while the element
   * is out of sight or the tab is hidden. Not for elements that are only drawn from, for example onto a canvas. What is
   * being recorded is always received. @default false
   */
  readonly follow_view?: boolean
}

/** Guide 6.3.2, Subscribe. */
export interface SubscribeConfig extends SubscribeElements {
  readonly feedId: string
  /** Ask for OnVolumeAnalyser. @default false */
  readonly need_volume_analyser?: boolean
}

/** Guide 6.3.2, ChangeMediaStream: what the stream shows from now on. Fields as in Publish. */
export interface ChangeMediaStreamConfig extends PublishParameters {
  readonly sid: number
}

/** Guide 6.3.2, ChangeProfile: another camera, microphone, size or shape. What is left out stays as it is. */
export interface ChangeProfileConfig
  extends Pick<
    PublishParameters,
    | 'video_profile_type'
    | 'video_profile_diy'
    | 'videoSource'
    | 'audioSource'
    | 'aspectRatioStrongDepend'
    | 'aspectRatio'
  > {
  readonly sid: number
  /** Pixels; goes before the profile's. */
  readonly local_video_width?: number
  readonly local_video_height?: number
}

/** Guide 6.3.2, ChangeStreamSize. */
export interface ChangeStreamSizeConfig extends Pick<PublishParameters, 'video_profile_type' | 'video_profile_diy'> {
  readonly sid: number
}

/** Guide 6.3.2, InitRoomConfig: one stream that is published, and where its own picture is shown. */
export type InitPublishEntry = Pick<PublishConfig, 'publish_video_id' | 'publish_streamId_id' | 'publish_tag'>

/** A watermark of a recording on the server (guide 7). */
export interface RemoteOverlap {
  /** @default true */
  readonly enable?: boolean
  /** 1: time, 2: text, 3: image. */
  readonly type: 1 | 2 | 3
  readonly id?: string
  /** Of the stream that it is on; left out or empty: on the whole picture. */
  readonly tag?: string
  readonly xPosition?: number
  readonly yPosition?: number
  /** With type 2. */
  readonly text?: string
  /** @default 16 */
  readonly fontSize?: number
  /** With type 3: an address that the server can reach. */
  readonly url?: string
}

/** Guide 7, recordParam: how a recording on the server is made. */
export interface RemoteRecordParam {
  /** Taken and of no effect: recorders are never seen as participants, and people are always told of recordings. */
  readonly silentRecord?: boolean
  /** @default 640 */
  readonly width?: number
  /** @default 360 */
  readonly height?: number
  /** How many streams have to be recorded for OnStartRemoteRecordSucc. @default 0 */
  readonly recordTotalStream?: number
  /** Seconds until OnStartRemoteRecordFailed -10312 when they are not. @default 10 */
  readonly startTimeout?: number
  /** 1: one more file of the sound, 2: one more of the picture. @default 0 */
  readonly splitType?: 0 | 1 | 2
  /** Taken and of no effect: files are kept where the server keeps them. */
  readonly splitFilePath?: string
  /** 0: ends when the one who started it leaves, 1: with the room. @default 0 */
  readonly endType?: 0 | 1
  /** Tags in the order in which their streams are laid out. */
  readonly layoutParam?: readonly string[]
  /** A place for the streams of each tag; others are not seen. */
  readonly tagPositions?: readonly {
    readonly tag: string
    readonly position: {
      readonly xPosition: number
      readonly yPosition: number
      readonly width: number
      readonly height: number
    }
  }[]
  readonly overlaps?: readonly RemoteOverlap[]
  /** Only streams whose tag begins so are recorded. */
  readonly tagFilter?: string
  /** How much quality is lost: 0 none, 51 most. @default 23 */
  readonly crf?: number
}

/** Guide 6.3.2, InitRoomConfig. */
export interface InitRoomConfig extends Partial<PublishParameters> {
  /**
   * 1: subscribe to everyone, 2: publish, 3: both, 4: the application does it itself, 5: subscribe to everyone, and
   * publish once someone else is in the room.
   */
  readonly auto_publish_subscribe: 1 | 2 | 3 | 4 | 5
  /** Modes 1, 3 and 5: where feeds are shown, taken in order; feeds beyond it wait until one is free. */
  readonly initSubscribe?: readonly SubscribeElements[]
  /** Modes 2, 3 and 5: one publication for each entry. */
  readonly initPublish?: readonly InitPublishEntry[]
  /** 2 allows a data channel straight between pages. Media goes over the server with each of them. @default 0 */
  readonly engine?: 0 | 1 | 2
  /** The server records a room that we create from its beginning on. @default false */
  readonly defaultRecord?: boolean
  /** Whether CreateRoom fails when it cannot. @default true */
  readonly recordStrongDepend?: boolean
  readonly recordParam?: RemoteRecordParam
  /** A name for the recording; needs `defaultRecord`. */
  readonly filePath?: string
  /** Needs engine 2: SendData and OnReceiveData. @default false */
  readonly enableDataChannel?: boolean
  /** TURN servers in place of the platform's (guide 6.3.1, V 1.2.7), for engine 2 and for the way to the server. */
  readonly defaultTurnServer?: IceServerOption | readonly IceServerOption[]
  /** Beyond the guide. `relay`: media goes over TURN servers alone. @default 'all' */
  readonly iceTransportPolicy?: 'all' | 'relay'
  /** The application's own number for this call. */
  readonly third_id?: string
  /** Would be the key of end-to-end encryption, which this version refuses. */
  readonly E2EE_ikm?: string
}
