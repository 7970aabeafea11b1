import type { CodeTable } from './table.ts'

/**
 * The Web SDK's numbers: guide 6.3.4 and the `err_code` rows of 6.3.2 and 6.3.3, which name a few that 6.3.4 leaves out
 * (-204, -205, -1111, 10291, 10331).
 */
export const webCodes: CodeTable = {
  platform: 'web',
  fallback: -10291,
  operations: {
    connect: {
      timeout: {
        code: -101,
        zh: '信令通道在限定时间内没有初始化完成',
        en: 'The signalling connection was not ready in time.',
      },
      server: {
        code: -102,
        aliases: [1004],
        zh: '信令通道初始化出错',
        en: 'The signalling connection could not be set up.',
      },
      connectionLost: { code: 30001, zh: '信令连接失败', en: 'The signalling connection failed.' },
    },
    initRoom: {
      state: {
        code: -201,
        isDefault: true,
        zh: '当前房间状态不允许初始化',
        en: 'The room is in a state that does not allow to configure it.',
      },
      parameter: { code: -202, zh: '房间初始化参数不合法', en: 'The room configuration has an invalid parameter.' },
      dataChannelNeedsP2p: {
        code: -203,
        zh: '只有 P2P 引擎可以使用 Data Channel',
        en: 'Only the P2P engine can have a data channel.',
      },
      encryptionKeyMissing: {
        code: -204,
        zh: '端到端加密缺少密钥（E2EE_ikm）',
        en: 'End-to-end encryption needs a key (E2EE_ikm).',
      },
      customProfileMissing: {
        code: -205,
        zh: '选择自定义档位时缺少宽高、帧率、码率',
        en: 'The custom profile needs width, height, frame rate and bitrate.',
      },
    },
    createRoom: {
      state: { code: -301, zh: '尚未初始化房间，不能创建', en: 'The room was not configured before it was created.' },
      server: { code: -302, zh: '服务端未能创建房间', en: 'The server did not create the room.' },
      timeout: { code: -303, zh: '创建房间未在限定时间内得到答复', en: 'Creating the room was not answered in time.' },
      mediaTimeout: {
        code: -304,
        zh: '建房后自动发布时，媒体没有及时就绪',
        en: 'The room was created, but the media to publish by itself was not ready in time.',
      },
    },
    joinRoom: {
      state: { code: -401, zh: '尚未初始化房间，不能加入', en: 'The room was not configured before it was joined.' },
      parameter: { code: -402, zh: '加入房间的参数有误', en: 'A parameter of joining is invalid.' },
      server: { code: -403, zh: '服务端没有让其加入房间', en: 'The server did not let this user in.' },
      timeout: { code: -404, zh: '加入房间未在限定时间内得到答复', en: 'Joining was not answered in time.' },
    },
    invite: {
      state: { code: -501, zh: '当前房间状态不允许邀请', en: 'The room is in a state that does not allow to invite.' },
      server: { code: -502, zh: '服务端未能送出邀请', en: 'The server did not pass on the invitation.' },
      parameter: { code: -503, zh: '邀请参数有误', en: 'A parameter of the invitation is invalid.' },
    },
    replyInvite: {
      state: {
        code: -601,
        zh: '当前房间状态不允许答复邀请',
        en: 'The room is in a state that does not allow to reply.',
      },
      server: { code: -602, zh: '服务端未能送出答复', en: 'The server did not pass on the reply.' },
    },
    publish: {
      server: { code: -1071, zh: '服务端未能完成发布', en: 'The server did not publish the stream.' },
      videoTagMissing: {
        code: -1072,
        zh: '没有指定用于显示的视频标签',
        en: 'No video element was named to show the stream in.',
      },
      limit: { code: -1073, zh: '发布的流已达上限', en: 'No more streams may be published.' },
      mediaTimeout: {
        code: -1074,
        zh: '发布的媒体链路没有及时建立',
        en: 'The media link to publish on was not made in time.',
      },
    },
    subscribe: {
      server: { code: -1081, zh: '服务端未能完成订阅', en: 'The server did not subscribe the stream.' },
      videoTagInUse: {
        code: -1082,
        zh: '视频标签已被另一路流占用',
        en: 'The video element shows another stream already.',
      },
      limit: { code: -1083, zh: '订阅的流已达上限', en: 'No more streams may be subscribed.' },
      mediaFailed: { code: -1084, zh: '订阅的媒体链路没有建立', en: 'The media link to subscribe on was not made.' },
      videoTagEmpty: { code: -1085, zh: '视频标签的 ID 为空', en: 'The id of the video element is empty.' },
      tagParameterMissing: {
        code: -1086,
        zh: '缺少 subscribe_video_id 或 subscribe_audio_id',
        en: 'subscribe_video_id or subscribe_audio_id is missing.',
      },
      state: {
        code: -1087,
        zh: '当前房间状态不允许订阅',
        en: 'The room is in a state that does not allow to subscribe.',
      },
    },
    sendText: {
      // OnSendTextMsgFailed has the number without its sign (6.3.2), the table has it with (6.3.4).
      server: { code: -10291, aliases: [10291], zh: '服务端报告失败', en: 'The server reported a failure.' },
    },
    changeStream: {
      notPublished: {
        code: -1101,
        also: ['streamMissing'],
        zh: '这个 sid 没有已发布的流',
        en: 'No stream is published under this sid.',
      },
      parameter: {
        code: -1102,
        also: ['regionMissing', 'backgroundImageMissing'],
        zh: '切流参数有误',
        en: 'A parameter of the change is invalid.',
      },
      captureFailed: {
        code: -1104,
        isDefault: true,
        zh: '没有采集到音视频',
        en: 'Audio and video could not be captured.',
      },
      screenCaptureFailed: { code: -1105, zh: '没有得到屏幕共享的画面', en: 'The screen gave no stream.' },
      videoCaptureFailed: { code: -1106, zh: '没有采集到视频', en: 'Video could not be captured.' },
      fileFailed: { code: -1107, also: ['fileMissing'], zh: '没有从文件得到媒体', en: 'The file gave no stream.' },
      audioCaptureFailed: { code: -1108, zh: '没有采集到音频', en: 'Audio could not be captured.' },
      unsupported: { code: -1109, zh: '浏览器没有音视频能力', en: 'The browser cannot capture audio and video.' },
      customStreamMissing: { code: -1110, zh: '没有传入自定义流', en: 'No custom stream was given.' },
      customProfileMissing: {
        code: -1111,
        zh: '没有传入自定义的分辨率等参数',
        en: 'No custom resolution and rates were given.',
      },
    },
    changeStreamSize: {
      server: {
        code: -10321,
        also: ['parameter', 'state'],
        zh: '没有换成所要的分辨率',
        en: 'The resolution could not be changed.',
      },
    },
    changeCodec: {
      state: {
        code: -5201,
        zh: '当前房间状态不允许切换编码',
        en: 'The room is in a state that does not allow to change the codec.',
      },
      streamMissing: { code: -5202, zh: '找不到要切换编码的流', en: 'The stream to change was not found.' },
      codecUnavailable: {
        code: -5203,
        isDefault: true,
        zh: '目前不能使用这种编码',
        en: 'This codec cannot be used here.',
      },
      remoteDescriptionFailed: {
        code: -5204,
        zh: '切换编码时没能设置对端描述',
        en: 'Changing the codec failed at the remote description.',
      },
      localDescriptionFailed: {
        code: -5205,
        zh: '切换编码时没能设置本端描述',
        en: 'Changing the codec failed at the local description.',
      },
      offerFailed: { code: -5206, zh: '切换编码时没能生成 offer', en: 'Changing the codec failed at the offer.' },
    },
    startRemoteRecord: {
      server: { code: -10311, zh: '服务端没有启动录制', en: 'The server did not start to record.' },
      timeout: { code: -10312, zh: '录制没有及时启动', en: 'Recording did not start in time.' },
      recorderEvent1: {
        code: -10313,
        zh: '录制服务通知启动失败（eventCode 1）',
        en: 'The recorder reported that it could not start (eventCode 1).',
      },
      recorderEvent2: {
        code: -10314,
        zh: '录制服务通知启动失败（eventCode 2）',
        en: 'The recorder reported that it could not start (eventCode 2).',
      },
    },
    stopRemoteRecord: {
      // The one number of recording that the guide prints without a sign.
      server: { code: 10331, zh: '服务端没有停止录制', en: 'The server did not stop to record.' },
    },
    pauseRemoteRecord: {
      state: {
        code: -10341,
        zh: '当前房间状态不允许暂停录制',
        en: 'The room is in a state that does not allow to pause the recording.',
      },
      recordState: {
        code: -10342,
        zh: '录制不在可暂停的状态',
        en: 'The recording is in a state that cannot be paused.',
      },
      server: { code: -10343, zh: '服务端没有暂停录制', en: 'The server did not pause the recording.' },
    },
    getRemoteRecord: {
      state: {
        code: -10351,
        also: ['connectionClosed'],
        zh: '没有连接，不能查询录制结果',
        en: 'Not connected: the recording cannot be asked for.',
      },
      server: { code: -10352, zh: '服务端没有给出录制结果', en: 'The server did not give the recording.' },
      parameter: { code: -10353, zh: '查询录制结果的参数有误', en: 'A parameter of the query is invalid.' },
    },
    resumeRemoteRecord: {
      state: {
        code: -10361,
        zh: '当前房间状态不允许恢复录制',
        en: 'The room is in a state that does not allow to resume the recording.',
      },
      recordState: {
        code: -10362,
        zh: '录制不在可恢复的状态',
        en: 'The recording is in a state that cannot be resumed.',
      },
      server: { code: -10363, zh: '服务端没有恢复录制', en: 'The server did not resume the recording.' },
    },
    changeRemoteRecordWatermark: {
      server: {
        code: -10381,
        also: ['parameter', 'state'],
        zh: '没有换成新的录制水印',
        en: 'The watermark of the recording could not be changed.',
      },
    },
    remoteRecording: {
      recorderEvent1: {
        code: -12481,
        isDefault: true,
        zh: '进行中的录制失败（eventCode 1）',
        en: 'A running recording failed (eventCode 1).',
      },
      recorderEvent2: {
        code: -12482,
        zh: '进行中的录制失败（eventCode 2）',
        en: 'A running recording failed (eventCode 2).',
      },
    },
    startVod: {
      server: { code: -10371, zh: '服务端没有开始点播', en: 'The server did not start to play.' },
      state: { code: -10372, zh: '当前房间状态不允许点播', en: 'The room is in a state that does not allow to play.' },
      refused: { code: -10373, zh: '点播服务通知没有启动', en: 'The VOD service reported that it could not start.' },
      parameter: { code: -10374, zh: '点播参数有误', en: 'A parameter of the playback is invalid.' },
      timeout: { code: -10375, zh: '点播没有及时开始', en: 'Playback did not start in time.' },
    },
    stopVod: {
      server: { code: -10391, zh: '服务端没有停止点播', en: 'The server did not stop to play.' },
      state: {
        code: -10392,
        zh: '当前房间状态不允许停止点播',
        en: 'The room is in a state that does not allow to stop.',
      },
      parameter: {
        code: -10393,
        also: ['streamMissing'],
        zh: '没有这个点播 ID',
        en: 'There is no playback of this id.',
      },
    },
    startBrowserRecord: {
      state: {
        code: -20301,
        isDefault: true,
        zh: '当前房间状态不允许录制',
        en: 'The room is in a state that does not allow to record.',
      },
      alreadyRecording: { code: -20302, zh: '录制已在进行', en: 'A recording runs already.' },
      recordIdUsed: { code: -20303, zh: '这个录制 ID 用过了', en: 'This record id was used before.' },
      notPublishedOrSubscribed: {
        code: -20304,
        zh: '所选的流没有发布或订阅',
        en: 'The chosen stream is neither published nor subscribed.',
      },
      mediaTypeInvalid: { code: -20305, also: ['parameter'], zh: 'media_type 不合法', en: 'media_type is invalid.' },
      streamListInvalid: {
        code: -20306,
        zh: 'stream_list 的流数不合法',
        en: 'stream_list has too few or too many streams.',
      },
      tracksMissing: {
        code: -20307,
        zh: '所选的流没有要录的视频或音频',
        en: 'The chosen streams have no video or audio of the kind to record.',
      },
      resolutionInvalid: { code: -20308, zh: 'record_resolution 不合法', en: 'record_resolution is invalid.' },
    },
    stopBrowserRecord: {
      state: {
        code: -20331,
        isDefault: true,
        zh: '当前房间状态不允许停止录制',
        en: 'The room is in a state that does not allow to stop the recording.',
      },
    },
    downloadBrowserRecord: {
      state: {
        code: -20351,
        isDefault: true,
        zh: '当前房间状态不允许下载录制',
        en: 'The room is in a state that does not allow to download the recording.',
      },
      notRecording: { code: -20352, zh: '没有录制可下载', en: 'Nothing was recorded.' },
      stillRecording: { code: -20353, zh: '录制还没有停止', en: 'The recording has not been stopped.' },
    },
    pauseBrowserRecord: {
      state: {
        code: -20371,
        isDefault: true,
        zh: '当前房间状态不允许暂停录制',
        en: 'The room is in a state that does not allow to pause the recording.',
      },
      notRecording: { code: -20372, zh: '没有录制可暂停', en: 'Nothing is being recorded.' },
    },
    resumeBrowserRecord: {
      state: {
        code: -20391,
        isDefault: true,
        zh: '当前房间状态不允许继续录制',
        en: 'The room is in a state that does not allow to resume the recording.',
      },
      notRecording: { code: -20392, zh: '没有录制可继续', en: 'Nothing is being recorded.' },
    },
    getDevices: {
      unsupported: { code: -30101, zh: '浏览器没有音视频能力', en: 'The browser cannot capture audio and video.' },
      captureFailed: { code: -30102, isDefault: true, zh: '没有得到设备信息', en: 'The devices could not be listed.' },
    },
    mediaClosed: {
      unpublished: {
        code: 5001,
        isNormal: true,
        zh: '自己取消了发布或订阅',
        en: "Ended by one's own unpublishing or unsubscribing.",
      },
      peerLeft: { code: 5002, isNormal: true, zh: '对方离开了房间', en: 'The other side left the room.' },
      signalingFailed: {
        code: 5003,
        also: ['server', 'parameter', 'limit'],
        zh: '流在信令阶段就没有启动',
        en: 'The stream failed to start while signalling.',
      },
      mediaTimeout: { code: 5004, also: ['timeout'], zh: '流没有及时连通', en: 'The stream did not connect in time.' },
      state: {
        code: 5005,
        zh: '流连通了，但房间已不在通话状态',
        en: 'The stream connected, but the room is no longer in a call.',
      },
      peerUnpublished: { code: 5006, isNormal: true, zh: '对方取消了发布', en: 'The other side unpublished it.' },
      linkClosed: { code: 5007, zh: '媒体链路被关闭', en: 'The media link was closed.' },
      left: { code: 5008, isNormal: true, zh: '自己退出了房间', en: "Ended by one's own leaving." },
      closedByServer: { code: 5009, zh: '媒体服务器经信令要求关闭', en: 'The media server ordered to close it.' },
      linkLost: {
        code: 5010,
        zh: '媒体链路断开后没有及时恢复',
        en: 'The media link broke and did not come back in time.',
      },
      mediaFailed: { code: 5011, isDefault: true, zh: '媒体链路连接失败', en: 'The media link failed.' },
      captureFailed: { code: 5012, zh: '要发布的媒体源没有启动', en: 'The source to publish did not start.' },
    },
    capture: {
      videoCaptureFailed: {
        code: 5101,
        isDefault: true,
        also: ['captureFailed'],
        zh: '视频没有启动',
        en: 'Video did not start.',
      },
      audioCaptureFailed: { code: 5102, zh: '音频没有启动', en: 'Audio did not start.' },
      unsupported: { code: 5103, zh: '浏览器没有音视频能力', en: 'The browser cannot capture audio and video.' },
      state: {
        code: 5104,
        zh: '当前房间状态不允许启动媒体',
        en: 'The room is in a state that does not allow to start media.',
      },
      screenCaptureFailed: { code: 5105, zh: '屏幕共享没有启动', en: 'The screen share did not start.' },
      fileFailed: { code: 5106, zh: '没有从文件得到媒体', en: 'The file gave no stream.' },
      fileMissing: { code: 5107, zh: '没有传入要发布的文件', en: 'There is no file to publish.' },
      regionMissing: {
        code: 5108,
        zh: '页面上没有要发布的区域',
        en: 'There is no such region on the page to publish.',
      },
      backgroundImageMissing: { code: 5109, zh: '没有传入背景图片', en: 'No background picture was given.' },
      customStreamMissing: { code: 5110, zh: '没有传入自定义流', en: 'No custom stream was given.' },
      customProfileMissing: {
        code: 5111,
        zh: '没有传入自定义的分辨率、帧率、码率',
        en: 'No custom resolution, frame rate and bitrate were given.',
      },
    },
  },
}
