import { parameterFault } from '../fault.ts'
import { asParameters, optionalString, type Parameters, requiredString } from './fields.ts'
import type { ConnectConfig } from './parameters.ts'

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
