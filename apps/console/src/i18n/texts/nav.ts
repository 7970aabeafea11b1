import type { Translated } from '../translated.ts'

const en = {
  overview: 'Overview',
  apps: 'Call apps',
  rooms: 'Rooms live',
  calls: 'Call inspector',
  recordings: 'Recordings',
  usage: 'Usage',
  signatures: 'Signatures',
  webhooks: 'Webhooks',
  accounts: 'Accounts',
  keys: 'API keys',
  audit: 'Audit log',
  profile: 'Your account',
  groups: { calls: 'Calls', integration: 'Integration', administration: 'Administration' },
}

const zh: Translated<typeof en> = {
  overview: '概览',
  apps: '通话应用管理',
  rooms: '实时房间',
  calls: '通话分析',
  recordings: '录制文件管理',
  usage: '用量统计',
  signatures: '签名校验',
  webhooks: '回调记录',
  accounts: '帐号与角色',
  keys: 'API 密钥',
  audit: '审计日志',
  profile: '我的帐号',
  groups: { calls: '通话', integration: '接入', administration: '管理' },
}

export const nav = { en, zh }
