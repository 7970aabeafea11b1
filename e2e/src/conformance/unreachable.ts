/** What cannot be observed, and why: data, one reason for each group. */
import type { Kind } from './catalogue.ts'

type Reasons = Readonly<Record<Kind, Readonly<Record<string, string>>>>

const noRecorder = 'the server does not record yet'
const notYet = 'not built yet'
const noVod = 'the server plays no files yet'

function because(reason: string, names: readonly (string | number)[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [String(name), reason]))
}

export const unreachable: Reasons = {
  methods: {
    ...because(notYet, [
      'Invite',
      'ReplyInvite',
      'SetLocalCodecType',
      'TakePicture',
      'StartBrowserRecord',
      'StopRecord',
      'PauseRecord',
      'ResumeRecord',
      'DownloadRecord',
      'SetPublishWeakBitrateLimit',
      'SetSubscribeWeakBitrateLimit',
      'DownloadLog',
      'ChangeMediaStream',
      'ChangeProfile',
      'PauseFile',
      'PlayFile',
      'ChangeStreamSize',
      'SendData',
    ]),
    ...because(noRecorder, [
      'StartRemoteRecord',
      'StopRemoteRecord',
      'PauseRemoteRecord',
      'ResumeRemoteRecord',
      'GetRecordInfo',
      'ChangeRemoteRecordWatermark',
    ]),
    ...because(noVod, ['StartVod', 'StopVod']),
  },
  callbacks: {
    ...because(notYet, [
      'OnChangeMediaStreamFailed',
      'OnChangeMediaStreamSuccess',
      'OnChangeStreamSizeFail',
      'OnChangeStreamSizeSuccess',
      'OnClientDownloadRecordFailed',
      'OnClientDownloadRecordSuccess',
      'OnClientPauseRecordFailed',
      'OnClientPauseRecordSuccess',
      'OnClientRecordBlob',
      'OnClientResumeRecordFailed',
      'OnClientResumeRecordSuccess',
      'OnClientStartRecordFailed',
      'OnClientStartRecordSuccess',
      'OnClientStopRecordFailed',
      'OnClientStopRecordSuccess',
      'OnFileStreamClosed',
      'OnInviteFail',
      'OnInviteOK',
      'OnInviteReply',
      'OnInviteRequest',
      'OnNetworkWeak',
      'OnParticipantEvent',
      'OnPauseFileFail',
      'OnPauseFileSuccess',
      'OnPauseRemoteRecordFailed',
      'OnPlayFileFail',
      'OnPlayFileSuccess',
      'OnReceiveData',
      'OnRemoteRecordInfoFailed',
      'OnReplyInviteFail',
      'OnReplyInviteOK',
      'OnResumeRemoteRecordFailed',
      'OnStartVodFail',
      'OnStopVodFail',
      'OnVolumeAnalyser',
      'StreamFilterHandler',
    ]),
    ...because(noRecorder, [
      'OnInitRemoteRecordSucc',
      'OnStartRemoteRecordSucc',
      'OnStartRemoteRecordFailed',
      'OnStopRecordSucc',
      'OnStopRecordFailed',
      'OnPauseRemoteRecordSucc',
      'OnResumeRemoteRecordSucc',
      'OnChangeRemoteRecordWatermarkSucc',
      'OnChangeRemoteRecordWatermarkFailed',
      'OnRemoteRecordInfoSucc',
      'OnRemoteRecordOver',
      'OnRemoteRecordingFailed',
    ]),
    ...because(noVod, ['OnStartVodSuccess', 'OnStopVodSuccess', 'OnVodOver']),
  },
  codes: {
    ...because(
      notYet,
      [
        30001, -204, -304, -501, -502, -503, -601, -602, -1101, -1102, -1104, -1105, -1106, -1107, -1108, -1109, -1110,
        -1111, -10321, -5201, -5202, -5203, -10341, -10351, -10353, -10361, -10372, -10374, -10392, -10393, -20301,
        -20302, -20303, -20304, -20305, -20306, -20307, -20308, -20331, -20351, -20352, -20353, -20371, -20372, -20391,
        -20392, 5007, 5009, 5010, 5011, 5106, 5109,
      ],
    ),
    ...because('an alias of -102 that the SDK understands and never gives', [1004]),
    ...because(
      noRecorder,
      [-10311, -10312, -10313, -10314, -10342, -10343, -10352, -10362, -10363, -10381, -12481, -12482],
    ),
    ...because(noVod, [-10371, -10373, -10375, -10391]),
    ...because('needs 201 feeds in a room; the limit is proved by a unit test of the server', [-1083]),
    ...because(
      'the media library negotiates in one step and does not say which part failed: -5203 is given',
      [-5204, -5205, -5206],
    ),
  },
}
