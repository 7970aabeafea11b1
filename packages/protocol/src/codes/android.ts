import type { CodeTable } from './table.ts'

/**
 * The Android SDK's numbers: guide 6.1.5 and 6.1.2 (ErrorCode), and those of invitations and replies in 6.1.4
 * (`onInviteResponse`, `onReplyResponse`), which count from 1.
 */
export const androidCodes: CodeTable = {
  platform: 'android',
  fallback: -1004,
  operations: {
    any: {
      none: { code: 0, isNormal: true, name: 'ERROR_NULL', zh: '没有错误', en: 'No error.' },
      parameter: { code: -103, zh: '参数有误', en: 'A parameter is invalid.' },
      phoneStatePermission: {
        code: -106,
        zh: '没有读取电话状态的权限',
        en: 'Reading the phone state is not permitted.',
      },
      timeout: { code: -108, zh: '没有及时完成', en: 'It was not done in time.' },
      roomGone: { code: -114, zh: '房间已失效', en: 'The room is no longer valid.' },
      network: {
        code: -1004,
        also: ['connectionClosed', 'connectionLost'],
        name: 'ERROR_NETWORK',
        zh: '连不上服务器，不能做任何操作',
        en: 'The server cannot be reached: nothing can be done.',
      },
      unsupported: { code: -1009, zh: '这台设备不支持', en: 'The device is not supported.' },
    },
    capture: {
      cameraPermission: {
        code: -104,
        name: 'ERROR_CAMERA_PERMISSION',
        zh: '没有相机权限，打不开预览',
        en: 'The camera is not permitted.',
      },
      microphonePermission: {
        code: -105,
        name: 'ERROR_MIC_PERMISSION',
        zh: '没有麦克风权限，打不开预览',
        en: 'The microphone is not permitted.',
      },
      videoCaptureFailed: {
        code: -1007,
        isDefault: true,
        also: ['captureFailed'],
        name: 'ERROR_OPEN_CAMERA',
        zh: '相机没有打开',
        en: 'The camera could not be opened.',
      },
      audioCaptureFailed: {
        code: -1008,
        name: 'ERROR_OPEN_MIC',
        zh: '麦克风没有打开',
        en: 'The microphone could not be opened.',
      },
    },
    createRoom: {
      server: {
        code: -115,
        also: ['parameter'],
        name: 'ERROR_CREATE_ROOM',
        zh: '房间没有建成：参数为空、没有通过校验或服务端出错',
        en: 'The room was not created: a parameter is missing or did not pass, or the server failed.',
      },
    },
    joinRoom: {
      server: {
        code: -116,
        also: ['parameter', 'roomGone'],
        name: 'ERROR_JOIN_ROOM',
        zh: '没有进入房间：参数为空、没有通过校验或服务端出错',
        en: 'The room was not joined: a parameter is missing or did not pass, or the server failed.',
      },
    },
    publish: {
      server: { code: -117, zh: '没有发布成功', en: 'Nothing was published.' },
    },
    subscribe: {
      server: { code: -118, zh: '没有订阅成功', en: 'Nothing was subscribed.' },
    },
    unpublish: {
      server: { code: -119, zh: '没有取消发布', en: 'It was not unpublished.' },
    },
    unsubscribe: {
      server: { code: -119, zh: '没有取消订阅', en: 'It was not unsubscribed.' },
    },
    leaveRoom: {
      server: {
        code: -1002,
        also: ['state'],
        name: 'ERROR_LEAVE_ROOM',
        zh: '没有正常退出：不在房间内或没有通过服务端校验；流仍会全部释放',
        en: 'The room was not left properly: not in a room, or the server refused. All streams are released anyway.',
      },
    },
    connect: {
      addressInvalid: {
        code: -1005,
        also: ['parameter'],
        zh: '房间服务器的地址无效',
        en: 'The address of the room server is invalid.',
      },
    },
    captureScreen: {
      unsupported: {
        code: -1010,
        zh: '系统不支持屏幕共享，可能版本过低',
        en: 'The system cannot share its screen, it may be too old.',
      },
      alreadyCapturing: { code: -1011, zh: '屏幕共享已在进行', en: 'The screen is being shared already.' },
      screenCaptureFailed: {
        code: -1012,
        isDefault: true,
        also: ['captureFailed'],
        zh: '屏幕共享没有启动',
        en: 'The screen share did not start.',
      },
      screenCaptureBroken: {
        code: -1013,
        zh: '屏幕共享中途出错，无法恢复',
        en: 'The screen share broke and cannot go on.',
      },
    },
    invite: {
      // onInviteResponse
      parameter: { code: 1, zh: '邀请参数有误', en: 'A parameter of the invitation is invalid.' },
      state: { code: 2, also: ['roomGone'], zh: '没有可用的房间', en: 'There is no valid room.' },
      inProgress: { code: 3, zh: '上一次邀请还没有完成', en: 'An invitation is under way.' },
      server: { code: 4, zh: '服务端没有送出邀请', en: 'The server did not pass on the invitation.' },
      timeout: { code: 5, zh: '邀请没有及时得到答复', en: 'The invitation was not answered in time.' },
      cancelled: {
        code: 6,
        zh: '保留；iOS 用于离开房间时取消',
        en: 'Reserved; iOS uses it when leaving cancels the invitation.',
      },
      // Told to onError.
      refused: {
        code: -1003,
        name: 'ERROR_INVITE_TO_JOIN_ROOM',
        zh: '没有邀请成功：参数为空或没有通过校验',
        en: 'The invitation failed: a parameter is missing or did not pass.',
      },
    },
    replyInvite: {
      // onReplyResponse has no 2.
      parameter: { code: 1, zh: '答复参数有误', en: 'A parameter of the reply is invalid.' },
      inProgress: { code: 3, zh: '上一次答复还没有完成', en: 'A reply is under way.' },
      server: { code: 4, zh: '服务端没有送出答复', en: 'The server did not pass on the reply.' },
      timeout: { code: 5, zh: '答复没有及时完成', en: 'The reply was not answered in time.' },
      cancelled: {
        code: 6,
        zh: '保留；iOS 用于离开房间时取消',
        en: 'Reserved; iOS uses it when leaving cancels the reply.',
      },
    },
  },
}
