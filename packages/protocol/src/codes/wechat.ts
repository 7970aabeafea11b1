import type { CodeTable } from './table.ts'

/**
 * The WeChat mini-program SDK's numbers: guide 6.6.4. The guide has two for a system error and does not say where they
 * differ. Rooms are created and joined in 1041x and 1043x, so 1045x and 1047x are given to publishing and subscribing.
 */
export const wechatCodes: CodeTable = {
  platform: 'wechat',
  fallback: -10451,
  operations: {
    any: {
      none: { code: 0, isNormal: true, zh: '成功', en: 'It went well.' },
      connectionClosed: { code: -10431, zh: '连接已经断开', en: 'The connection is closed.' },
    },
    createRoom: {
      timeout: {
        code: -10411,
        zh: '创建房间未在限定时间内得到答复',
        en: 'Creating the room was not answered in time.',
      },
      server: { code: -10412, zh: '房间没有建成', en: 'The room was not created.' },
    },
    joinRoom: {
      timeout: { code: -10432, zh: '加入房间未在限定时间内得到答复', en: 'Joining was not answered in time.' },
      server: { code: -10433, zh: '没有进入房间', en: 'The room was not joined.' },
    },
    publish: {
      server: { code: -10451, zh: '系统错误', en: 'A failure of the system.' },
    },
    subscribe: {
      server: { code: -10471, zh: '系统错误', en: 'A failure of the system.' },
    },
  },
}
