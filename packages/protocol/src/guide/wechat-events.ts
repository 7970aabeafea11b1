/** Events that a WeChat mini-program reports with ReportClientEvents (guide 6.6.2). */
export const wechatClientEvents = {
  301: 'ACTIVITY_PAUSE',
  302: 'ACTIVITY_RESUME',
  321: 'DISABLE_LOCAL_VIDEO',
  322: 'ENABLE_LOCAL_VIDEO',
  323: 'DISABLE_LOCAL_AUDIO',
  324: 'ENABLE_LOCAL_AUDIO',
  329: 'CHANGE_TO_EARPIECE',
  330: 'CHANGE_TO_SPEAKER_PHONE',
  363: 'ERROR_CAMERA_PERMISSION',
  364: 'ERROR_MIC_PERMISSION',
  366: 'ERROR_OPEN_CAMERA',
  367: 'ERROR_OPEN_MIC',
  /** The only one with an `extra` field. */
  503: 'VIDEO_FIRST_FRAME',
} as const
export type WechatClientEvent = keyof typeof wechatClientEvents
