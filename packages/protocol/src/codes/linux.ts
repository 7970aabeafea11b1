import type { CodeTable } from './table.ts'

/**
 * The Linux SDK's numbers: guide 6.4.6. An event's `code` is 0 when it went well and below 0 when not (6.4.2); only INIT
 * and WSS_LINK name a number, -1, the others leave it open, so -1 is theirs too. SendText has no event.
 */
export const linuxCodes: CodeTable = {
  platform: 'linux',
  fallback: -1,
  operations: {
    any: {
      none: { code: 0, isNormal: true, zh: '成功', en: 'It went well.' },
    },
    initEngine: {
      server: { code: -1, name: 'INIT', zh: '引擎没有初始化成功', en: 'The engine could not be initialised.' },
    },
    connect: {
      server: { code: -1, name: 'WSS_LINK', zh: '信令通道没有连上', en: 'The signalling connection was not made.' },
    },
    createRoom: {
      server: { code: -1, name: 'CREATE_ROOM', zh: '房间没有建成', en: 'The room was not created.' },
    },
    joinRoom: {
      server: { code: -1, name: 'JOIN_ROOM', zh: '没有进入房间', en: 'The room was not joined.' },
    },
    publish: {
      server: { code: -1, name: 'PUBLISH', zh: '没有发布成功', en: 'Nothing was published.' },
    },
    subscribe: {
      server: { code: -1, name: 'SUBSCRIBE', zh: '没有订阅成功', en: 'Nothing was subscribed.' },
    },
    mediaClosed: {
      server: { code: -1, name: 'ICE_LINK', zh: '媒体通道没有连上', en: 'The media link was not made.' },
    },
    startRemoteRecord: {
      server: { code: -1, name: 'START_RECORD', zh: '没有启动录制', en: 'Recording did not start.' },
    },
    leaveRoom: {
      server: { code: -1, name: 'EXIT_ROOM', zh: '没有退出房间', en: 'The room was not left.' },
    },
  },
}
