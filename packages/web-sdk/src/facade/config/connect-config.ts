import { parameterFault } from '../fault.ts'
import { asParameters, optionalString, type Parameters, requiredString } from './fields.ts'

/** Guide 6.3.2, Connect. */
export interface ConnectConfig {
  /** Letters, digits and underscore, at most 128. */
  readonly uid: string | number
  /** `wss://host/ws`. */
  readonly room_server_url: string
  readonly biz_name: string
  /** The call app's appId. */
  readonly sub_biz: string
  /** The signature over bizName, appId, workspaceId, uid and expireTime (guide, section 4). */
  readonly sign: string
  /** @default 'default' */
  readonly workspaceId?: string
}

export interface ConnectSettings {
  readonly uid: string
  readonly url: string
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
  readonly sign: string
}

const defaultWorkspaceId = 'default'

function webSocketUrl(parameters: Parameters): string {
  const value = requiredString(parameters, 'room_server_url')
  const protocol = URL.canParse(value) ? new URL(value).protocol : undefined
  if (protocol !== 'ws:' && protocol !== 'wss:')
    throw parameterFault('room_server_url', 'must begin with wss:// or ws://')
  return value
}

function userId(parameters: Parameters): string {
  const { uid } = parameters
  return typeof uid === 'number' ? String(uid) : requiredString(parameters, 'uid')
}

/** @throws MrtcError PARAMETER_INVALID */
export function parseConnect(config: ConnectConfig): ConnectSettings {
  const parameters = asParameters(config, 'config_param')
  return {
    uid: userId(parameters),
    url: webSocketUrl(parameters),
    bizName: requiredString(parameters, 'biz_name'),
    appId: requiredString(parameters, 'sub_biz'),
    workspaceId: optionalString(parameters, 'workspaceId') ?? defaultWorkspaceId,
    sign: requiredString(parameters, 'sign'),
  }
}
