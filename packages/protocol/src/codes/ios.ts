import type { CodeTable } from './table.ts'

/**
 * The iOS SDK's numbers: guide 3.2.2 (ARTVCErrorCode), 3.2.3 (screen capture) and 6.2.2 (ARTVCInviteError,
 * ARTVCReplyError). The guide's list abbreviates most names to ARTVCErrCode where its examples use ARTVCErrorCode: the
 * latter, the name of the type, is taken. Other spellings are the guide's.
 */
export const iosCodes: CodeTable = {
  platform: 'ios',
  fallback: -113,
  operations: {
    any: {
      parameter: { code: -103, name: 'ARTVCErrorCodeBadParameters', zh: '参数有误', en: 'A parameter is invalid.' },
      timeout: {
        code: -108,
        also: ['mediaTimeout'],
        name: 'ARTVCErrorCodeTimeout',
        zh: '没有及时完成',
        en: 'It was not done in time.',
      },
      mediaFailed: {
        code: -113,
        isDefault: true,
        also: ['server', 'codecUnavailable', 'captureFailed'],
        name: 'ARTVCErrorCodeInternalError',
        zh: 'WebRTC 内部出错，例如无法生成或设置 SDP',
        en: 'WebRTC failed inside, for example at making or setting a description.',
      },
      roomGone: {
        code: -114,
        also: ['network', 'connectionClosed', 'connectionLost'],
        name: 'ARTVCErrorCodeCurrentRoomHasBecomeInvalid',
        zh: '房间已失效，多因断网或心跳异常；要继续须重新建房',
        en: 'The room is no longer valid, mostly because the network was down: create a new one.',
      },
    },
    capture: {
      cameraPermission: {
        code: -104,
        name: 'ARTVCErrorCodeCameraPermissionNotAllowed',
        zh: '用户不允许使用相机，请引导其到设置中开启',
        en: 'The user does not allow the camera: lead them to the settings.',
      },
      microphonePermission: {
        code: -105,
        name: 'ARTVCErrorCodeMicrophonePermissionNotAllowed',
        zh: '用户不允许使用麦克风，请引导其到设置中开启',
        en: 'The user does not allow the microphone: lead them to the settings.',
      },
    },
    publish: {
      alreadyPublished: {
        code: -111,
        name: 'ARTVCErrorCodeAlreadyPublishedOrSubsribed',
        zh: '这路流已经发布，要先取消',
        en: 'This feed is published already: unpublish it first.',
      },
      server: {
        code: -117,
        name: 'ARTVCErrorCodeProtocolErrorPublishFailed',
        zh: '服务端未能完成发布',
        en: 'The server did not publish the feed.',
      },
    },
    subscribe: {
      alreadySubscribed: {
        code: -111,
        name: 'ARTVCErrorCodeAlreadyPublishedOrSubsribed',
        zh: '这路流已经订阅，要先取消',
        en: 'This feed is subscribed already: unsubscribe it first.',
      },
      server: {
        code: -118,
        name: 'ARTVCErrorCodeProtocolErrorSubscribeFailed',
        zh: '服务端未能完成订阅，流可能已取消发布',
        en: 'The server did not subscribe the feed, it may be unpublished.',
      },
    },
    createRoom: {
      server: {
        code: -115,
        also: ['network', 'connectionClosed'],
        name: 'ARTVCErrorCodeProtocolErrorCreateRoomFailed',
        zh: '服务端未能创建房间',
        en: 'The server did not create the room.',
      },
    },
    joinRoom: {
      server: {
        code: -116,
        also: ['network', 'connectionClosed', 'roomGone'],
        name: 'ARTVCErrorCodeProtocolErrorJoinRoomFailed',
        zh: '服务端没有让其加入，房间可能已失效',
        en: 'The server did not let this user in, the room may be no longer valid.',
      },
    },
    unpublish: {
      streamMissing: {
        code: -119,
        isDefault: true,
        also: ['notPublished'],
        name: 'ARTVCErrorCodeFeedHasNOTBeenPublishedOrSubsribed',
        zh: '没有发布过这路流',
        en: 'This feed is not published.',
      },
    },
    unsubscribe: {
      streamMissing: {
        code: -119,
        isDefault: true,
        name: 'ARTVCErrorCodeFeedHasNOTBeenPublishedOrSubsribed',
        zh: '没有订阅过这路流',
        en: 'This feed is not subscribed.',
      },
    },
    captureScreen: {
      alreadyCapturing: {
        code: -1011,
        name: 'ARTVCErrorCodeScreenCapturerAlreadyUnderRunning',
        zh: '屏幕捕捉已在进行，要先停止',
        en: 'The screen is being captured already: stop it first.',
      },
      screenCaptureFailed: {
        code: -1012,
        isDefault: true,
        also: ['captureFailed'],
        name: 'ARTVCErrorCodeStartScreenCaptureFailed',
        zh: '屏幕捕捉没有启动',
        en: 'The screen capture did not start.',
      },
      screenCaptureBroken: {
        code: -1013,
        name: 'ARTVCErrorCodeScreenCaptureFailedInProcessing',
        zh: '屏幕捕捉启动后中途出错',
        en: 'The screen capture started, then failed.',
      },
    },
    invite: {
      parameter: {
        code: 1,
        name: 'ARTVCInviteErrorBabParameters',
        zh: '邀请参数有误',
        en: 'A parameter of the invitation is invalid.',
      },
      state: {
        code: 2,
        also: ['roomGone'],
        name: 'ARTVCInviteErrorNOTHaveValidRoom',
        zh: '没有可用的房间',
        en: 'There is no valid room.',
      },
      inProgress: {
        code: 3,
        name: 'ARTVCInviteErrorPreviousInviteUnderProcessing',
        zh: '上一次邀请还没有完成',
        en: 'An invitation is under way.',
      },
      server: {
        code: 4,
        name: 'ARTVCInviteErrorRequestFailed',
        zh: '服务端没有送出邀请',
        en: 'The server did not pass on the invitation.',
      },
      timeout: {
        code: 5,
        name: 'ARTVCInviteErrorTimeout',
        zh: '邀请没有及时得到答复',
        en: 'The invitation was not answered in time.',
      },
      cancelled: {
        code: 6,
        name: 'ARTVCInviteErrorCanceledWhenLeaveRoom',
        zh: '离开房间，邀请随之取消',
        en: 'Leaving the room cancelled the invitation.',
      },
    },
    replyInvite: {
      parameter: {
        code: 1,
        name: 'ARTVCReplyErrorBabParameters',
        zh: '答复参数有误',
        en: 'A parameter of the reply is invalid.',
      },
      inProgress: {
        code: 3,
        name: 'ARTVCReplyErrorPreviousReplyUnderProcessing',
        zh: '上一次答复还没有完成',
        en: 'A reply is under way.',
      },
      server: {
        code: 4,
        name: 'ARTVCReplyErrorRequestFailed',
        zh: '服务端没有送出答复',
        en: 'The server did not pass on the reply.',
      },
      timeout: {
        code: 5,
        name: 'ARTVCReplyErrorTimeout',
        zh: '答复没有及时完成',
        en: 'The reply was not answered in time.',
      },
      cancelled: {
        code: 6,
        name: 'ARTVCReplyErrorCanceledWhenLeaveRoom',
        zh: '离开房间，答复随之取消',
        en: 'Leaving the room cancelled the reply.',
      },
    },
  },
}
