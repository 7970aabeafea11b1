/**
 * Every callback of the guide (6.3.2 and 6.3.3) that this SDK makes, with its parameters. They are properties that the
 * application overwrites: `controller.OnConnectOK = () => { ... }`. Unset ones do nothing.
 *
 * Order: the controller's state is updated before a callback is made. Within one call it is
 * OnCreateRoomSucc or OnJoinRoomSucc, OnRoomAttendanceList, then for each stream OnMediaCallSucc, OnPublishSucc;
 * when leaving OnMediaClose of each stream, OnLeaveRoom, OnConnectClose. A stream that began ends with exactly one
 * OnMediaClose.
 */

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

/** Guide 6.3.2, LeaveRoom: 1 by oneself, 2 abnormal, 3 kicked. */
export type LeaveType = 1 | 2 | 3
/** Guide 6.3.3, OnParticipantLeaveRoom: 1 normal, 2 abnormal. */
export type ExitType = 1 | 2

const nothing = (): void => {}

/** The callbacks as overwritable properties; the controller inherits them. */
export class MeetingCallbacks {
  /** The signalling connection is made. */
  OnConnectOK: () => void = nothing
  /** -101: no answer in time, -102: failed. */
  OnConnectFailed: (err_code: number, err_msg: string) => void = nothing
  /** The connection is over: after Disconnect, or because the session was lost for good. */
  OnConnectClose: () => void = nothing

  OnInitRoomConfigOK: () => void = nothing
  /** -201: wrong state, -202: a parameter, -203: data channel without P2P, -205: custom profile incomplete. */
  OnInitRoomConfigFail: (err_code: number, err_msg: string) => void = nothing

  OnCreateRoomSucc: (room_id: string, rtoken: string) => void = nothing
  /** -301: room not initialised, -302: the server refused, -303: no answer in time, -304: media not ready in time. */
  OnCreateRoomFailed: (err_code: number, err_msg: string) => void = nothing

  OnJoinRoomSucc: () => void = nothing
  /** -401: room not initialised, -402: a parameter, -403: the server refused, -404: no answer in time. */
  OnJoinRoomFailed: (err_code: number, err_msg: string) => void = nothing

  /** We are out of the room. */
  OnLeaveRoom: (leaveType: LeaveType) => void = nothing

  /** The media of a stream to publish is captured. */
  OnMediaCallSucc: (sid: number) => void = nothing
  /** It could not be captured, 5101 to 5111. */
  OnMediaCallFail: (err_code: number, err_msg: string) => void = nothing

  OnPublishSucc: (sid: number) => void = nothing
  /** -1071 to -1074. */
  OnPublishFailed: (sid: number, err_code: number, err_msg: string) => void = nothing
  OnUnPublishSucc: (sid: number) => void = nothing

  OnSubscribeSucc: (feedId: string, sid: number) => void = nothing
  /** -1081 to -1087. */
  OnSubscribeFailed: (sid: number, err_code: number, err_msg: string) => void = nothing
  OnUnSubscribeSucc: (sid: number) => void = nothing

  /** A stream of ours, published or subscribed, is over. 5001, 5002, 5006 and 5008 are normal. */
  OnMediaClose: (code: number, sid: number) => void = nothing
  /** The person stopped sharing the screen from the browser's own bar. The stream is unpublished after it. */
  OnDesktopDisplayClosed: () => void = nothing

  /** After OnJoinRoomSucc: the others that are already here. */
  OnRoomAttendanceList: (participants: readonly AttendingParticipant[]) => void = nothing
  OnNewJoinerIn: (participant: string) => void = nothing
  OnParticipantLeaveRoom: (participant: string, exitType: ExitType) => void = nothing
  OnNewPublish: (feed: PublishedFeed) => void = nothing
  OnNewSubscribe: (subscriber: string, feed: SubscribedFeed) => void = nothing
  OnUnSubscribe: (unsubscribe: string, feed: SubscribedFeed) => void = nothing

  OnReceiveTextMsg: (uid: string, msg: string) => void = nothing
  OnSendTextMsgSucc: (msgId: number) => void = nothing
  OnSendTextMsgFailed: (msgId: number, code: number, msg: string) => void = nothing

  OnGetDevicesSuccess: (devicesInfo: readonly DeviceInfo[]) => void = nothing
  /** -30101: not supported here, -30102: failed. */
  OnGetDevicesFailed: (code: number, msg: string) => void = nothing
}

export type CallbackName = keyof MeetingCallbacks
