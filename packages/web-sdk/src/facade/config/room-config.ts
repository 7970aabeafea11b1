import { checkedIce, type EnterRoomOptions, type IceServerOption } from '@mrtc/client'
import type { RecordingOptions } from '@mrtc/protocol'
import { parameterFault } from '../fault.ts'
import { asParameters, booleanOr, choice, optionalChoice, type Parameters } from './fields.ts'
import type { InitRoomConfig, RemoteRecordParam } from './parameters.ts'
import { type PublishSettings, type PublishTarget, parsePublishSettings, parsePublishTarget } from './publish-config.ts'
import { parseRemoteRecord } from './remote-record-config.ts'
import { type SubscribeTargets, subscribeTargets } from './subscribe-config.ts'

export interface AutoPublish {
  /** Only once someone else is here. */
  readonly whenAccompanied: boolean
  readonly settings: PublishSettings
  readonly targets: readonly PublishTarget[]
}

/** The server records from the beginning on. */
export interface DefaultRecord {
  /** Without it there is no call. */
  readonly isRequired: boolean
  readonly options: RecordingOptions
}

export interface RoomConfig {
  readonly autoSubscribe: readonly SubscribeTargets[] | undefined
  readonly autoPublish: AutoPublish | undefined
  /** Analysers for all streams of the room. */
  readonly needsVolume: boolean
  /** Of a room that we create. */
  readonly record: DefaultRecord | undefined
  /** SendData straight from page to page. */
  readonly dataChannel: boolean
  /** How media is to go: straight to the other page (engine 2), over TURN servers of the application's own. */
  readonly entering: Pick<EnterRoomOptions, 'direct' | 'iceServers' | 'iceTransportPolicy'>
}

function entries(parameters: Parameters, field: string): Parameters[] {
  const value = parameters[field]
  if (!Array.isArray(value)) throw parameterFault(field, 'must be an array: this auto_publish_subscribe needs it')
  return (
    value
      .map((entry, index) => asParameters(entry, `${field}.${index}`))
      // The guide's own examples pad the array with empty objects.
      .filter((entry) => Object.keys(entry).length > 0)
  )
}

/** What asks for a part of the platform that this SDK does not have yet must not be ignored: the caller relies on it. */
function refuseUnavailable(parameters: Parameters): void {
  const engine = optionalChoice(parameters, 'engine', [0, 1, 2])
  if (booleanOr(parameters, 'enableDataChannel', false) && engine !== 2) {
    throw parameterFault('enableDataChannel', 'needs engine 2 (P2P)', 'dataChannelNeedsP2p')
  }
  if (typeof parameters.E2EE_ikm === 'string') {
    if (parameters.E2EE_ikm === '') throw parameterFault('E2EE_ikm', 'must not be empty', 'encryptionKeyMissing')
    throw parameterFault('E2EE_ikm', 'end-to-end encryption is not available in this version')
  }
  if (optionalChoice(parameters, 'publish_type', [2, 3]) === 3) {
    throw parameterFault('publish_type', '3 (live) is not available in this version: use 2')
  }
}

/** The guide names defaultTurnServer (6.3.1, V 1.2.7) without its form: it is RTCIceServer's, one or several. */
function enteringOf(parameters: Parameters): RoomConfig['entering'] {
  const { defaultTurnServer: turn, iceTransportPolicy: policy } = parameters
  const isGiven = turn !== undefined && turn !== null && turn !== ''
  const list = Array.isArray(turn) ? turn : [turn]
  // Checked by the call below, with the names of what is wrong.
  const servers = (isGiven ? list : []).map(
    (server, index) => asParameters(server, `defaultTurnServer.${index}`) as unknown,
  ) as IceServerOption[]
  const ice = {
    ...(isGiven ? { iceServers: servers } : {}),
    ...(policy === undefined ? {} : { iceTransportPolicy: policy as 'all' | 'relay' }),
  }
  checkedIce(ice)
  return { direct: optionalChoice(parameters, 'engine', [0, 1, 2]) === 2, ...ice }
}

/** @throws MrtcError PARAMETER_INVALID */
export function parseRoomConfig(config: InitRoomConfig): RoomConfig {
  const parameters = asParameters(config, 'config_param')
  const mode = choice(parameters, 'auto_publish_subscribe', [1, 2, 3, 4, 5])
  refuseUnavailable(parameters)
  const subscribes = mode === 1 || mode === 3 || mode === 5
  const publishes = mode === 2 || mode === 3 || mode === 5
  return {
    autoSubscribe: subscribes ? entries(parameters, 'initSubscribe').map(subscribeTargets) : undefined,
    autoPublish: publishes
      ? {
          whenAccompanied: mode === 5,
          settings: parsePublishSettings(parameters),
          targets: entries(parameters, 'initPublish').map(parsePublishTarget),
        }
      : undefined,
    needsVolume: booleanOr(parameters, 'need_volume_analyser', false),
    record: recordOf(parameters),
    dataChannel: booleanOr(parameters, 'enableDataChannel', false),
    entering: enteringOf(parameters),
  }
}

function recordOf(parameters: Parameters): DefaultRecord | undefined {
  const { filePath, recordParam } = parameters
  if (!booleanOr(parameters, 'defaultRecord', false)) {
    if (filePath !== undefined && filePath !== '') throw parameterFault('filePath', 'needs defaultRecord')
    return undefined
  }
  return {
    isRequired: booleanOr(parameters, 'recordStrongDepend', true),
    options: parseRemoteRecord(filePath, recordParam as RemoteRecordParam | undefined),
  }
}
