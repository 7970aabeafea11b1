/** What the pages of the scenarios saw happen. */
import type { CallbackName } from '@mrtc/web-sdk'
import type { Called, Outcome } from '../web-sdk/sdk-page.ts'

/** Where a callback has its code among its parameters (guide 6.3.2 and 6.3.3). */
const codePositions: Partial<Record<CallbackName, number>> = {
  OnConnectFailed: 0,
  OnInitRoomConfigFail: 0,
  OnCreateRoomFailed: 0,
  OnJoinRoomFailed: 0,
  OnMediaCallFail: 0,
  OnPublishFailed: 1,
  OnSubscribeFailed: 1,
  OnMediaClose: 0,
  OnSendTextMsgFailed: 1,
  OnGetDevicesFailed: 0,
  OnChangeMediaStreamFailed: 1,
  OnChangeStreamSizeFail: 3,
  OnInviteFail: 0,
  OnReplyInviteFail: 0,
  OnClientStartRecordFailed: 1,
  OnClientStopRecordFailed: 1,
  OnClientPauseRecordFailed: 1,
  OnClientResumeRecordFailed: 1,
  OnClientDownloadRecordFailed: 1,
  OnStartRemoteRecordFailed: 1,
  OnStopRecordFailed: 1,
  OnPauseRemoteRecordFailed: 1,
  OnResumeRemoteRecordFailed: 1,
  OnRemoteRecordInfoFailed: 1,
  OnChangeRemoteRecordWatermarkFailed: 1,
  OnRemoteRecordingFailed: 2,
  OnStartVodFail: 2,
  OnStopVodFail: 1,
}

/** Something that a scenario called. */
export interface MethodCall {
  readonly method: string
  readonly outcome: Outcome
}

export class Observations {
  /** Resolved at least once. */
  readonly methods = new Set<string>()
  /** Made by the SDK at least once. */
  readonly callbacks = new Set<string>()
  /** Given by a callback or a rejected promise at least once. */
  readonly codes = new Set<string>()

  addCall({ method, outcome }: MethodCall): void {
    if ('code' in outcome) this.codes.add(String(outcome.code))
    else this.methods.add(method)
  }

  addCallback([name, ...args]: Called): void {
    this.callbacks.add(name)
    const position = codePositions[name]
    if (position !== undefined) this.codes.add(String(args[position]))
  }
}
