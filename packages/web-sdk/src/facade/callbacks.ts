/**
 * Every callback of the guide (6.3.2 and 6.3.3) with its parameters. They are properties that the application
 * overwrites: `controller.OnConnectOK = () => { ... }`. Unset ones do nothing.
 *
 * Order: the controller's state is updated before a callback is made. Within one call it is
 * OnCreateRoomSucc or OnJoinRoomSucc, OnRoomAttendanceList, then for each stream OnMediaCallSucc, OnPublishSucc;
 * when leaving OnMediaClose of each stream, OnLeaveRoom, OnConnectClose. A stream that began ends with exactly one
 * OnMediaClose.
 */

import type { StreamStatistics } from '../statistics/index.ts'

/** What CreateRoom gives, for others to join. */
export interface CreatedRoom {
  readonly room_id: string
  readonly rtoken: string
}

/** Guide 6.3.3, OnRoomAttendanceList. */
export interface AttendingParticipant {
  readonly uid: string
  /** 0: a person, 101: the VOD service. */
  readonly userType: number
  /** What they publish now. */
  readonly publish: readonly { readonly feedId: string; readonly tag: string }[]
}

/** Guide 6.3.3, OnNewPublish. */
export interface PublishedFeed {
  readonly uid: string
  readonly feedId: string
  readonly tag: string
  /** What it shows: camera, screen, file, region or custom. */
  readonly mediaSource: string
}

/** Guide 6.3.3, OnNewSubscribe and OnUnSubscribe. */
export interface SubscribedFeed {
  /** Whose feed it is. */
  readonly uid: string
  readonly feedId: string
}

/** Guide 6.3.2, GetDevices. */
export interface DeviceInfo {
  readonly deviceId: string
  readonly groupId: string
  readonly kind: 'videoinput' | 'audioinput' | 'audiooutput'
  readonly label: string
}

/** Guide 6.3.3, OnInviteReply: 0 accepted, 1 nobody was there to answer, 2 declined. */
export type InviteReplyCode = 0 | 1 | 2

/** Guide 6.3.2, GetRecordInfo. */
export interface RemoteRecordInfo {
  readonly recordId: string
  /** 0: records, 1: uploads, 2: done, 3: failed. */
  readonly status: 0 | 1 | 2 | 3
  /** With status 2. 1: a local file, 2: object storage. */
  readonly fileType?: 1 | 2 | 3
  readonly filePath?: string
}

/**
 * Guide 6.3.3, StreamFilterHandler: changes a stream before it is sent or shown, for example its background. It gets
 * the stream and gives the one to use, which may be the same.
 */
export type StreamFilter = (
  publish_tag: string,
  stream: MediaStream,
  stream_type: 'publish' | 'subscribe',
  /** As in Publish; of streams to publish only. */
  publish_device: 1 | 2 | 3 | 4 | 5 | undefined,
  /** 1: audio and video, 2: audio, 3: video. */
  media_type: 1 | 2 | 3,
) => PromiseLike<MediaStream>

/** Guide 6.3.2, LeaveRoom: 1 by oneself, 2 abnormal, 3 kicked. */
export type LeaveType = 1 | 2 | 3
/** Guide 6.3.3, OnParticipantLeaveRoom: 1 normal, 2 abnormal. */
export type ExitType = 1 | 2

const nothing = (): void => {}

/** The callbacks as overwritable properties; the controller inherits them. */
export class MeetingCallbacks {
  /** The signalling connection is made. */
  OnConnectOK: () => void = nothing
  /** -101: no answer in time, -102: failed, 30001: it was made and is lost for good (OnConnectClose follows). */
  OnConnectFailed: (err_code: number, err_msg: string) => void = nothing
  /** The connection is over: after Disconnect, or because the session was lost for good. */
  OnConnectClose: () => void = nothing

  /** `InitRoomConfig` is done. */
  OnInitRoomConfigOK: () => void = nothing
  /** -201: wrong state, -202: a parameter, -203: data channel without P2P, -205: custom profile incomplete. */
  OnInitRoomConfigFail: (err_code: number, err_msg: string) => void = nothing

  /** `CreateRoom` is done. */
  OnCreateRoomSucc: (room_id: string, rtoken: string) => void = nothing
  /** -301: room not initialised, -302: the server refused, -303: no answer in time, -304: media not ready in time. */
  OnCreateRoomFailed: (err_code: number, err_msg: string) => void = nothing

  /** `JoinRoom` is done. */
  OnJoinRoomSucc: () => void = nothing
  /** -401: room not initialised, -402: a parameter, -403: the server refused, -404: no answer in time. */
  OnJoinRoomFailed: (err_code: number, err_msg: string) => void = nothing

  /** We are out of the room. */
  OnLeaveRoom: (leaveType: LeaveType) => void = nothing

  /** The media of a stream to publish is captured. */
  OnMediaCallSucc: (sid: number) => void = nothing
  /** It could not be captured, 5101 to 5111. */
  OnMediaCallFail: (err_code: number, err_msg: string) => void = nothing

  /** `Publish` is done. */
  OnPublishSucc: (sid: number) => void = nothing
  /** -1071 to -1074. */
  OnPublishFailed: (sid: number, err_code: number, err_msg: string) => void = nothing
  /** `UnPublish` is done. */
  OnUnPublishSucc: (sid: number) => void = nothing

  /** `Subscribe` is done. */
  OnSubscribeSucc: (feedId: string, sid: number) => void = nothing
  /** -1081 to -1087. */
  OnSubscribeFailed: (sid: number, err_code: number, err_msg: string) => void = nothing
  /** `UnSubscribe` is done. */
  OnUnSubscribeSucc: (sid: number) => void = nothing

  /** A stream of ours, published or subscribed, is over. 5001, 5002, 5006 and 5008 are normal. */
  OnMediaClose: (code: number, sid: number) => void = nothing
  /** The person stopped sharing the screen from the browser's own bar. The stream is unpublished after it. */
  OnDesktopDisplayClosed: () => void = nothing

  /** After OnJoinRoomSucc: the others that are already here. */
  OnRoomAttendanceList: (participants: readonly AttendingParticipant[]) => void = nothing
  /** Somebody joined the room. */
  OnNewJoinerIn: (participant: string) => void = nothing
  /** Somebody left the room. */
  OnParticipantLeaveRoom: (participant: string, exitType: ExitType) => void = nothing
  /** Somebody publishes a stream. */
  OnNewPublish: (feed: PublishedFeed) => void = nothing
  /** Somebody receives a stream of ours. */
  OnNewSubscribe: (subscriber: string, feed: SubscribedFeed) => void = nothing
  /** Somebody does not receive a stream of ours any more. */
  OnUnSubscribe: (unsubscribe: string, feed: SubscribedFeed) => void = nothing

  /**
   * Something happened to one who is here. `eventType` 1: a feed shows another source, 2: its sound was muted or
   * unmuted, 3: its picture was, 4: the person's connection broke or came back. `eventExtra` has the particulars.
   */
  OnParticipantEvent: (
    uid: string,
    eventType: number,
    eventDescription: string,
    eventExtra?: Readonly<Record<string, unknown>>,
  ) => void = nothing

  /** Bits a second that a stream carries, as text, when it is less than the limit set; at most each five seconds. */
  OnNetworkWeak: (bpsSend: string, bpsRecv: string, sid: number) => void = nothing
  /** Beyond the guide: how a stream fares, each second. */
  OnStatistics: (sid: number, statistics: StreamStatistics) => void = nothing
  /**
   * Beyond the guide: an effect broke off that had worked. Without its background all of a picture is blurred until
   * SetBackground succeeds; without noise suppression sound goes on as it is.
   */
  OnEffectFailed: (sid: number, effect: 'background' | 'noise_suppression', message: string) => void = nothing
  /** For `need_volume_analyser`: the sound of a stream to read levels of. */
  OnVolumeAnalyser: (sid: number, analyser: AnalyserNode) => void = nothing
  /** Not a callback but a handler: streams go through it before they are published and shown, once it is set. */
  StreamFilterHandler: StreamFilter | undefined = undefined

  /** `ChangeMediaStream` is done. */
  OnChangeMediaStreamSuccess: (sid: number) => void = nothing
  /** Of ChangeMediaStream and ChangeProfile, -1101 to -1111. */
  OnChangeMediaStreamFailed: (sid: number, code: number, msg: string) => void = nothing
  /** `ChangeStreamSize` is done. */
  OnChangeStreamSizeSuccess: (sid: number, localVideoWidth: number, localVideoHeight: number) => void = nothing
  /** -10321. The size is the one that was asked for, 0 if it is not known. */
  OnChangeStreamSizeFail: (
    sid: number,
    localVideoWidth: number,
    localVideoHeight: number,
    errCode: number,
    errMsg: string,
  ) => void = nothing
  /** The file that is shared is paused. */
  OnPauseFileSuccess: () => void = nothing
  /** The file that is shared could not be paused. */
  OnPauseFileFail: () => void = nothing
  /** The file that is shared goes on. */
  OnPlayFileSuccess: () => void = nothing
  /** The file that is shared could not go on. */
  OnPlayFileFail: () => void = nothing
  /** The published file has come to its end. The stream is unpublished after it. */
  OnFileStreamClosed: () => void = nothing

  /** The invitation is on its way. */
  OnInviteOK: () => void = nothing
  /** -501: not in a room, -502: the server refused, -503: a parameter. */
  OnInviteFail: (err_code: number, err_msg: string) => void = nothing
  /** Somebody invites us into their room. */
  OnInviteRequest: (roomId: string, rtoken: string, inviter: string, extra: string) => void = nothing
  /** Our reply to an invitation was taken. */
  OnReplyInviteOK: () => void = nothing
  /** -601: not connected, -602: the server refused. */
  OnReplyInviteFail: (err_code: number, err_msg: string) => void = nothing
  /** What became of an invitation of ours. */
  OnInviteReply: (invitee: string, reply: InviteReplyCode) => void = nothing

  /** The browser recording has begun. */
  OnClientStartRecordSuccess: (clientRecordId: string) => void = nothing
  /** -20301 to -20308. */
  OnClientStartRecordFailed: (clientRecordId: string, code: number, msg: string) => void = nothing
  /** The browser recording is finished. */
  OnClientStopRecordSuccess: (videoURL: string, clientRecordBlob: Blob, clientRecordId: string) => void = nothing
  /** -20331. */
  OnClientStopRecordFailed: (clientRecordId: string, code: number, msg: string) => void = nothing
  /** The browser recording is paused. */
  OnClientPauseRecordSuccess: (clientRecordId: string) => void = nothing
  /** -20371, -20372. */
  OnClientPauseRecordFailed: (clientRecordId: string, code: number, msg: string) => void = nothing
  /** The browser recording goes on. */
  OnClientResumeRecordSuccess: (clientRecordId: string) => void = nothing
  /** -20391, -20392. */
  OnClientResumeRecordFailed: (clientRecordId: string, code: number, msg: string) => void = nothing
  /** The browser recording is being downloaded. */
  OnClientDownloadRecordSuccess: (clientRecordId: string) => void = nothing
  /** -20351 to -20353. */
  OnClientDownloadRecordFailed: (clientRecordId: string, code: number, msg: string) => void = nothing
  /** A part of a recording, each `time_slice` minutes and at its end. */
  OnClientRecordBlob: (clientRecordId: string, blob: Blob) => void = nothing

  /** The server records. */
  OnInitRemoteRecordSucc: (record_id: string, record_third_id: string) => void = nothing
  /** Later than OnInitRemoteRecordSucc: the recording runs. */
  OnStartRemoteRecordSucc: (record_id: string, record_third_id: string) => void = nothing
  /** -10311 to -10314. */
  OnStartRemoteRecordFailed: (record_id: string, err_code: number, err_msg: string, record_third_id: string) => void =
    nothing
  /** Of StopRemoteRecord. */
  OnStopRecordSucc: (recordId: string) => void = nothing
  /** 10331. */
  OnStopRecordFailed: (recordId: string, err_code: number, err_msg: string) => void = nothing
  /** The recording on the server is paused. */
  OnPauseRemoteRecordSucc: (record_id: string) => void = nothing
  /** -10341 to -10343. */
  OnPauseRemoteRecordFailed: (record_id: string, err_code: number, err_msg: string) => void = nothing
  /** The recording on the server goes on. */
  OnResumeRemoteRecordSucc: (record_id: string) => void = nothing
  /** -10361 to -10363. */
  OnResumeRemoteRecordFailed: (record_id: string, err_code: number, err_msg: string) => void = nothing
  /** The recording on the server has other watermarks. */
  OnChangeRemoteRecordWatermarkSucc: (record_id: string) => void = nothing
  /** -10381. */
  OnChangeRemoteRecordWatermarkFailed: (record_id: string, err_code: number, err_msg: string) => void = nothing
  /** What is known of a recording on the server. */
  OnRemoteRecordInfoSucc: (recordInfo: RemoteRecordInfo) => void = nothing
  /** -10351 to -10353. */
  OnRemoteRecordInfoFailed: (record_id: string, err_code: number, err_msg: string) => void = nothing
  /** A recording on the server is over. */
  OnRemoteRecordOver: (record_id: string) => void = nothing
  /** A recording that ran broke off: -12481, -12482. */
  OnRemoteRecordingFailed: (recordId: string, feedId: string, code: number, msg: string) => void = nothing

  /** A file is played into the room. */
  OnStartVodSuccess: (file: string, vod_id: string) => void = nothing
  /** -10371 to -10375. */
  OnStartVodFail: (file: string, vod_id: string, err_code: number, err_msg: string) => void = nothing
  /** A file is not played into the room any more. */
  OnStopVodSuccess: (vod_id: string) => void = nothing
  /** -10391 to -10393. */
  OnStopVodFail: (vod_id: string, err_code: number, err_msg: string) => void = nothing
  /** A file that was played into the room has ended. */
  OnVodOver: (vod_id: string) => void = nothing

  /** What another sent with SendData. */
  OnReceiveData: (data: string) => void = nothing
  /** Somebody sent a text. */
  OnReceiveTextMsg: (uid: string, msg: string) => void = nothing
  /** `SendTextMsg` is done. */
  OnSendTextMsgSucc: (msgId: number) => void = nothing
  /** A text could not be sent. */
  OnSendTextMsgFailed: (msgId: number, code: number, msg: string) => void = nothing

  /** The devices there are. */
  OnGetDevicesSuccess: (devicesInfo: readonly DeviceInfo[]) => void = nothing
  /** -30101: not supported here, -30102: failed. */
  OnGetDevicesFailed: (code: number, msg: string) => void = nothing
}

export type CallbackName = keyof MeetingCallbacks

/** Those that the SDK makes to tell something; the filter is asked. */
export type NoticeName = Exclude<CallbackName, 'StreamFilterHandler'>
