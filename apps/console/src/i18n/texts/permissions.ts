import type { Permission } from '@mrtc/protocol/api'
import { permissions as english } from '@mrtc/protocol/api'

/** i18next takes dots for levels. */
type Key<P extends string> = P extends `${infer A}.${infer B}` ? `${A}_${Key<B>}` : P

export type PermissionKey = Key<Permission>

export const keyOfPermission = (permission: Permission): PermissionKey =>
  permission.replaceAll('.', '_') as PermissionKey

const en = Object.fromEntries(
  Object.entries(english).map(([permission, text]) => [permission.replaceAll('.', '_'), text]),
) as Readonly<Record<PermissionKey, string>>

const zh: Readonly<Record<PermissionKey, string>> = {
  apps_read: '查看通话应用及其配置',
  apps_write: '创建、改名、配置、启用和停用通话应用',
  apps_keys_reveal: '查看通话应用的私钥',
  apps_keys_write: '轮换和作废通话应用的密钥',
  signatures_create: '为用户生成临时签名',
  signatures_verify: '验证签名',
  rooms_read: '查看房间及房间内的人',
  rooms_control: '移出成员、结束房间、向房间发送消息',
  recordings_read: '查看、播放和下载录制',
  recordings_control: '开始、暂停和停止录制',
  recordings_delete: '删除录制',
  calls_read: '分析通话记录',
  usage_read: '查看用量',
  webhooks_read: '查看回调记录',
  webhooks_replay: '重新发送回调',
  accounts_read: '查看帐号',
  accounts_write: '创建、修改和停用帐号（所有者除外）',
  owners_write: '创建、修改和停用所有者',
  apiKeys_read: '查看 API 密钥（不含密钥内容）',
  apiKeys_write: '创建、停用和删除 API 密钥',
  audit_read: '查看审计日志',
}

export const permissions = { en, zh }
