import { LineLog } from '../log/index.ts'
import type { Picture } from '../picture/index.ts'
import type { StreamStatistics } from '../statistics/index.ts'
import { BrowserRecording } from './browser-recording.ts'
import type { Call } from './call.ts'
import { type CreatedRoom, type DeviceInfo, MeetingCallbacks, type RemoteRecordInfo } from './callbacks.ts'
import { changeCodec } from './codec.ts'
import type { Operation } from './codes.ts'
import { sidOf } from './config/index.ts'
import type {
  BackgroundParameters,
  BrowserRecordConfig,
  ChangeMediaStreamConfig,
  ChangeProfileConfig,
  ChangeStreamSizeConfig,
  ConnectConfig,
  InitRoomConfig,
  PublishConfig,
  RemoteOverlap,
  RemoteRecordParam,
  SubscribeConfig,
  VodParams,
} from './config/parameters.ts'
import { Connection } from './connection.ts'
import type { MeetingContext } from './context.ts'
import { getDevices } from './device-list.ts'
import { meetingError } from './failures.ts'
import { stateFault } from './fault.ts'
import { getFilePage, showFilePage } from './file-pages.ts'
import { pauseFile, playFile } from './file-playback.ts'
import { Invites } from './invites.ts'
import type { MeetingError } from './meeting-error.ts'
import { Messages } from './messages.ts'
import type {
  FilePage,
  InviteAnswer,
  InviteChannel,
  PictureFormat,
  PictureSide,
  StoppedRecording,
  StreamSize,
} from './method-types.ts'
import { notifier } from './notify.ts'
import { takeStreamPicture } from './pictures.ts'
import { browserPorts, type MeetingPorts } from './ports.ts'
import { RemoteRecording } from './remote-recording.ts'
import { Rooms } from './rooms.ts'
import { stateTexts } from './state.ts'
import { Vod } from './vod.ts'
import { parseWeakLimit } from './weak-limit.ts'

/**
 * The guide's Web SDK (section 6.3) under its own names.
 *
 * Each method answers twice: through its callbacks, and by a promise for those who rather await. The promise is
 * rejected with a {@link MeetingError} of the same code and text; whoever uses callbacks only may ignore it.
 */
export class MeetingController extends MeetingCallbacks {
  readonly #context: MeetingContext
  readonly #connection: Connection
  readonly #rooms: Rooms
  readonly #messages: Messages
  readonly #invites: Invites
  readonly #recording: BrowserRecording
  readonly #remoteRecording: RemoteRecording
  readonly #vod: Vod

  /** @internal Applications pass nothing; tests bring their own edges. */
  constructor(ports: MeetingPorts = browserPorts()) {
    super()
    let lastSid = 0
    const log = new LineLog()
    this.#context = {
      ports,
      log,
      notify: notifier(this, log),
      filter: () => this.StreamFilterHandler,
      weakLimits: { publish: undefined, subscribe: undefined },
      codec: undefined,
      nextSid: () => {
        lastSid += 1
        return lastSid
      },
      state: { state: 'idle' },
    }
    this.#recording = new BrowserRecording(this.#context)
    this.#remoteRecording = new RemoteRecording(this.#context)
    this.#vod = new Vod(this.#context)
    this.#rooms = new Rooms(this.#context, {
      recordings: this.#recording,
      remoteRecording: this.#remoteRecording,
      vod: this.#vod,
    })
    this.#invites = new Invites(this.#context)
    this.#connection = new Connection(this.#context, this.#rooms, this.#invites)
    this.#messages = new Messages(this.#context)
  }

  /** Makes the signalling connection: OnConnectOK, OnConnectFailed. */
  Connect(config_param: ConnectConfig): Promise<void> {
    return answer(() => this.#connection.connect(config_param))
  }

  /** Ends all streams, leaves the room and closes the connection: OnConnectClose. */
  Disconnect(): Promise<void> {
    return answer(() => this.#connection.disconnect())
  }

  /**
   * Not in the guide. Tries to reconnect at once instead of waiting for the next attempt; an open connection moves to a new
   * socket, and media follows. For applications that know that the network changed. Does nothing without a connection.
   */
  ReconnectNow(): void {
    this.#connection.reconnectNow()
  }

  /** Says how the next room is used, once for each room: OnInitRoomConfigOK, OnInitRoomConfigFail. */
  InitRoomConfig(config_param: InitRoomConfig): Promise<void> {
    return answer(() => this.#rooms.initialise(config_param))
  }

  /** OnCreateRoomSucc, OnCreateRoomFailed. @param sign by default the one of Connect */
  CreateRoom(sign?: string): Promise<CreatedRoom> {
    return answer(() => this.#rooms.create(sign))
  }

  /** OnJoinRoomSucc, OnJoinRoomFailed. @param sign by default the one of Connect */
  JoinRoom(room_id: string, rtoken: string, sign?: string): Promise<void> {
    return answer(() => this.#rooms.join(room_id, rtoken, sign))
  }

  /**
   * Asks somebody who is connected into this room: OnInviteOK, OnInviteFail; then OnInviteReply.
   * @param channelType 0: web @param extra for the application
   */
  Invite(invitee: string, channelType?: InviteChannel, extra?: string): Promise<void> {
    return answer(() => this.#invites.invite(invitee, channelType, extra))
  }

  /** Answers OnInviteRequest: OnReplyInviteOK, OnReplyInviteFail. Whoever accepts calls JoinRoom. @param reply 0: yes, 2: no */
  ReplyInvite(roomId: string, inviter: string, reply: InviteAnswer): Promise<void> {
    return answer(() => this.#invites.reply(roomId, inviter, reply))
  }

  /** OnLeaveRoom. After it InitRoomConfig comes first again. */
  LeaveRoom(): Promise<void> {
    return answer(() => this.#rooms.leave())
  }

  /** OnMediaCallSucc and OnPublishSucc, or OnMediaCallFail or OnPublishFailed. @returns the sid */
  Publish(config_param: PublishConfig): Promise<number> {
    return answer(() =>
      this.#inCall(
        'capture',
        (call) => call.publish(config_param),
        (error) => {
          this.#context.notify('OnMediaCallFail', error.code, error.msg)
        },
      ),
    )
  }

  /** OnUnPublishSucc. */
  UnPublish(sid: number): Promise<void> {
    return answer(() => this.#inCall('changeStream', (call) => call.publishing.unpublish(sid)))
  }

  /** OnSubscribeSucc, OnSubscribeFailed. @returns the sid */
  Subscribe(config_param: SubscribeConfig): Promise<number> {
    return answer(() =>
      this.#inCall(
        'subscribe',
        (call) => call.subscribe(config_param),
        (error) => {
          this.#context.notify('OnSubscribeFailed', this.#context.nextSid(), error.code, error.msg)
        },
      ),
    )
  }

  /** OnUnSubscribeSucc. */
  UnSubscribe(sid: number): Promise<void> {
    return answer(() => this.#inCall('subscribe', (call) => call.unsubscribe(sid)))
  }

  /** Microphone of a published stream: 1 on, 0 off. */
  SetLocalAudioEnable(enabled: 0 | 1 | boolean, sid: number): Promise<void> {
    return answer(() => this.#inCall('changeStream', (call) => call.publishing.setMuted(sid, 'audio', !enabled)))
  }

  /** Camera of a published stream: 1 on, 0 off. */
  SetLocalVideoEnable(enabled: 0 | 1 | boolean, sid: number): Promise<void> {
    return answer(() => this.#inCall('changeStream', (call) => call.publishing.setMuted(sid, 'video', !enabled)))
  }

  /**
   * The codec of video: H264, VP8, VP9 or AV1. In a room it changes the streams that are published, without anybody having
   * to subscribe again; streams to come begin with it. @param sid only this stream
   */
  SetLocalCodecType(type: 'H264' | 'VP8' | 'VP9' | 'AV1', sid?: number): Promise<void> {
    return answer(() => changeCodec(this.#context, type, sid))
  }

  /** Shows something else under the same stream: OnChangeMediaStreamSuccess, OnChangeMediaStreamFailed. */
  ChangeMediaStream(config_param: ChangeMediaStreamConfig): Promise<void> {
    return answer(() => this.#inSwitching(config_param, (call) => call.switching.changeMediaStream(config_param)))
  }

  /** Another camera, microphone, size or shape: OnChangeMediaStreamSuccess, OnChangeMediaStreamFailed. */
  ChangeProfile(config_param: ChangeProfileConfig): Promise<void> {
    return answer(() => this.#inSwitching(config_param, (call) => call.switching.changeProfile(config_param)))
  }

  /** Another size of the video: OnChangeStreamSizeSuccess, OnChangeStreamSizeFail. */
  ChangeStreamSize(config_param: ChangeStreamSizeConfig): Promise<StreamSize>
  ChangeStreamSize(sid: number, video_profile_type: number): Promise<StreamSize>
  ChangeStreamSize(first: ChangeStreamSizeConfig | number, video_profile_type?: number): Promise<StreamSize> {
    const config =
      typeof first === 'object' || video_profile_type === undefined
        ? (first as ChangeStreamSizeConfig)
        : { sid: first, video_profile_type }
    return answer(() =>
      this.#inCall(
        'changeStreamSize',
        (call) => call.switching.changeStreamSize(config),
        (error) => this.#context.notify('OnChangeStreamSizeFail', sidOf(config), 0, 0, error.code, error.msg),
      ),
    )
  }

  /**
   * Beyond the guide: what is seen behind the person in a published stream. While it is loaded, and when it fails, all of
   * the picture is blurred.
   */
  SetBackground(sid: number, background: BackgroundParameters): Promise<void> {
    return answer(() => this.#inCall('changeStream', (call) => call.switching.setBackground(sid, background)))
  }

  /** Beyond the guide: takes noise out of a published stream's sound, more than the browser does by itself. */
  SetNoiseSuppression(sid: number, isOn: boolean): Promise<void> {
    return answer(() => this.#inCall('changeStream', (call) => call.switching.setNoiseSuppression(sid, isOn)))
  }

  /** Pauses a shared video: OnPauseFileSuccess, OnPauseFileFail. */
  PauseFile(sid: number): Promise<void> {
    return answer(() => pauseFile(this.#context, sid))
  }

  /** Goes on with it: OnPlayFileSuccess, OnPlayFileFail. */
  PlayFile(sid: number): Promise<void> {
    return answer(() => playFile(this.#context, sid))
  }

  /** Which page of a shared PDF is shown. The guide has nothing to turn pages with. */
  GetFilePage(sid: number): Promise<FilePage> {
    return answer(() => getFilePage(this.#context, sid))
  }

  /** Shows another page of a shared PDF; see {@link GetFilePage}. @param page counts from 1 */
  ShowFilePage(sid: number, page: number): Promise<FilePage> {
    return answer(() => showFilePage(this.#context, sid, page))
  }

  /**
   * A picture of a stream, saved as a file; the promise gives it too.
   * @param type 0: a stream of ours, 1: another's @param width pixels, by default the stream's @param picture_type 1: PNG, 2: JPEG
   */
  TakePicture(
    type: PictureSide,
    width: number | undefined,
    height: number | undefined,
    sid: number,
    picture_type?: PictureFormat,
  ): Promise<Picture> {
    return answer(() => takeStreamPicture(this.#context, { type, width, height, sid, picture_type }))
  }

  /** Records up to four streams here: OnClientStartRecordSuccess, OnClientStartRecordFailed; OnClientRecordBlob. */
  StartBrowserRecord(
    clientRecordId: string,
    stream_list: readonly number[],
    record_config: BrowserRecordConfig,
  ): Promise<void> {
    return answer(() => this.#recording.start(clientRecordId, stream_list, record_config))
  }

  /** Ends it, before LeaveRoom: OnClientStopRecordSuccess, OnClientStopRecordFailed. */
  StopRecord(clientRecordId: string): Promise<StoppedRecording> {
    return answer(() => this.#recording.stop(clientRecordId))
  }

  /** OnClientPauseRecordSuccess, OnClientPauseRecordFailed. */
  PauseRecord(clientRecordId: string): Promise<void> {
    return answer(() => this.#recording.pause(clientRecordId))
  }

  /** OnClientResumeRecordSuccess, OnClientResumeRecordFailed. */
  ResumeRecord(clientRecordId: string): Promise<void> {
    return answer(() => this.#recording.resume(clientRecordId))
  }

  /** Saves a recording that was stopped: OnClientDownloadRecordSuccess, OnClientDownloadRecordFailed. */
  DownloadRecord(clientRecordId: string, fileName?: string): Promise<void> {
    return answer(() => this.#recording.download(clientRecordId, fileName))
  }

  /**
   * OnInitRemoteRecordSucc and OnStartRemoteRecordSucc, or OnStartRemoteRecordFailed. OnRemoteRecordOver is told to
   * everyone in the room. @returns the record id, when it records
   */
  StartRemoteRecord(file_path?: string, record_param?: RemoteRecordParam, record_third_id = ''): Promise<string> {
    return answer(() => this.#remoteRecording.start(file_path, record_param, record_third_id))
  }

  /** OnStopRecordSucc, OnStopRecordFailed. */
  StopRemoteRecord(record_id: string): Promise<void> {
    return answer(() => this.#remoteRecording.stop(record_id))
  }

  /** OnPauseRemoteRecordSucc, OnPauseRemoteRecordFailed. */
  PauseRemoteRecord(record_id: string): Promise<void> {
    return answer(() => this.#remoteRecording.pause(record_id))
  }

  /** OnResumeRemoteRecordSucc, OnResumeRemoteRecordFailed. */
  ResumeRemoteRecord(record_id: string): Promise<void> {
    return answer(() => this.#remoteRecording.resume(record_id))
  }

  /** OnChangeRemoteRecordWatermarkSucc, OnChangeRemoteRecordWatermarkFailed. */
  ChangeRemoteRecordWatermark(record_id: string, overlaps: readonly RemoteOverlap[]): Promise<void> {
    return answer(() => this.#remoteRecording.changeWatermark(record_id, overlaps))
  }

  /** OnRemoteRecordInfoSucc, OnRemoteRecordInfoFailed. @param media_type 0: both, 1: audio, 2: video */
  GetRecordInfo(
    record_id: string,
    room_id?: string,
    media_type?: 0 | 1 | 2,
    _sign?: string,
  ): Promise<RemoteRecordInfo> {
    return answer(() => this.#remoteRecording.info(record_id, room_id, media_type))
  }

  /** OnStartVodSuccess, OnStartVodFail; OnVodOver at the end of the file. @returns the vod_id */
  StartVod(vodParams: VodParams): Promise<string> {
    return answer(() => this.#vod.start(vodParams))
  }

  /** OnStopVodSuccess, OnStopVodFail. */
  StopVod(vod_id: string): Promise<void> {
    return answer(() => this.#vod.stop(vod_id))
  }

  /** Kbit/s below which OnNetworkWeak tells of a stream of ours; 200, and 20 of sound alone, unless it is set. */
  SetPublishWeakBitrateLimit(weak_bitrate: number): Promise<void> {
    return answer(async () => {
      this.#context.weakLimits.publish = parseWeakLimit(weak_bitrate)
    })
  }

  /** The same for streams of others. */
  SetSubscribeWeakBitrateLimit(weak_bitrate: number): Promise<void> {
    return answer(async () => {
      this.#context.weakLimits.subscribe = parseWeakLimit(weak_bitrate)
    })
  }

  /** Saves the last 10,000 lines of what the SDK did as a file; the promise gives them too. */
  DownloadLog(): Promise<string> {
    return answer(async () => {
      const text = this.#context.log.text()
      this.#context.ports.saveFile(new Blob([text], { type: 'text/plain' }), `mrtc-${new Date().toISOString()}.log`)
      return text
    })
  }

  /** Beyond the guide: how a stream fares, as OnStatistics told last. */
  GetStatistics(sid: number): StreamStatistics | undefined {
    const { state } = this.#context
    return state.state === 'inRoom' ? state.call.quality.latest(sid) : undefined
  }

  /** OnSendTextMsgSucc, OnSendTextMsgFailed. @param participants uids; none: everyone else @returns the msgId */
  SendTextMsg(msg: string, participants?: readonly string[]): Promise<number> {
    return answer(() => this.#messages.send(msg, participants))
  }

  /** A text to everyone else with a data channel, which they hear as OnReceiveData. Needs engine 2 and enableDataChannel. */
  SendData(data: string): Promise<void> {
    return answer(() => this.#inCall('initRoom', (call) => call.sendData(data)))
  }

  /** Cameras, microphones and speakers, after asking for permission: OnGetDevicesSuccess, OnGetDevicesFailed. */
  GetDevices(): Promise<readonly DeviceInfo[]> {
    return answer(() => getDevices(this.#context))
  }

  #inSwitching(config: unknown, act: (call: Call) => Promise<void>): Promise<void> {
    return this.#inCall('changeStream', act, (error) => {
      this.#context.notify('OnChangeMediaStreamFailed', sidOf(config), error.code, error.msg)
    })
  }

  /** Does something in the room that we are in. `tell` makes the callback of a call outside of any room. */
  async #inCall<T>(
    operation: Operation,
    act: (call: Call) => Promise<T>,
    tell: (error: MeetingError) => void = () => {},
  ): Promise<T> {
    const { state } = this.#context
    if (state.state !== 'inRoom') {
      const error = meetingError(operation, stateFault(`Not in a room: ${stateTexts[state.state]}.`))
      tell(error)
      throw error
    }
    try {
      return await act(state.call)
    } catch (thrown) {
      throw meetingError(operation, thrown)
    }
  }
}

/**
 * Acts once the application's own code has run, so that a callback is never made before the call has returned. The
 * promise counts as handled: whoever uses callbacks only never looks at it.
 */
function answer<T>(act: () => Promise<T>): Promise<T> {
  const promise = Promise.resolve().then(act)
  promise.catch(() => {})
  return promise
}
