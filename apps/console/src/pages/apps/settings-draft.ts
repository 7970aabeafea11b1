/** The function settings of a call app as fields of a form have them: text, and empty for what is not set. */
import type { AppSettings } from '../../api/index.ts'

export type VideoCodec = AppSettings['codecs']['video'][number]

/** All there are. */
export const allCodecs = ['VP8', 'VP9', 'H264', 'AV1'] as const satisfies readonly VideoCodec[]

export const limitNames = ['maxRooms', 'maxParticipantsPerRoom', 'maxRoomMinutes', 'maxSendBitrateKbps'] as const
export type LimitName = (typeof limitNames)[number]

export interface ProxyDraft {
  /** Of the row in the form. */
  readonly id: number
  readonly address: string
  /** Separated by semicolons, as the guide has it. */
  readonly outgoingIps: string
}

export interface SettingsDraft {
  readonly automatic: boolean
  readonly recordingCallbackUrl: string
  readonly roomsCallbackUrl: string
  readonly proxies: readonly ProxyDraft[]
  readonly codecs: readonly VideoCodec[]
  /** undefined: no limit of its own. */
  readonly limits: Readonly<Record<LimitName, number | undefined>>
}

const bitsPerKbit = 1_000

export function draftOf({ recording, rooms, mediaProxies, codecs, limits }: AppSettings): SettingsDraft {
  const { maxRooms, maxParticipantsPerRoom, maxRoomMinutes, maxSendBitrateBps } = limits
  return {
    automatic: recording.automatic,
    recordingCallbackUrl: recording.callbackUrl ?? '',
    roomsCallbackUrl: rooms.callbackUrl ?? '',
    proxies: mediaProxies.map(({ address, outgoingIps }, id) => ({ id, address, outgoingIps: outgoingIps.join(';') })),
    codecs: codecs.video,
    limits: {
      maxRooms: maxRooms ?? undefined,
      maxParticipantsPerRoom: maxParticipantsPerRoom ?? undefined,
      maxRoomMinutes: maxRoomMinutes ?? undefined,
      maxSendBitrateKbps: maxSendBitrateBps === null ? undefined : maxSendBitrateBps / bitsPerKbit,
    },
  }
}

export function settingsOf(draft: SettingsDraft): AppSettings {
  const { maxRooms, maxParticipantsPerRoom, maxRoomMinutes, maxSendBitrateKbps } = draft.limits
  return {
    recording: { automatic: draft.automatic, callbackUrl: urlOrNull(draft.recordingCallbackUrl) },
    rooms: { callbackUrl: urlOrNull(draft.roomsCallbackUrl) },
    mediaProxies: draft.proxies.map(({ address, outgoingIps }) => ({
      address: address.trim(),
      outgoingIps: ipsOf(outgoingIps),
    })),
    codecs: { video: [...draft.codecs] },
    limits: {
      maxRooms: maxRooms ?? null,
      maxParticipantsPerRoom: maxParticipantsPerRoom ?? null,
      maxRoomMinutes: maxRoomMinutes ?? null,
      maxSendBitrateBps: maxSendBitrateKbps === undefined ? null : Math.round(maxSendBitrateKbps * bitsPerKbit),
    },
  }
}

/** Whether a form shows both alike. */
export const areSameSettings = (one: AppSettings, other: AppSettings): boolean =>
  JSON.stringify(draftOf(one)) === JSON.stringify(draftOf(other))

const urlOrNull = (text: string) => text.trim() || null

/** Also what people type instead of the semicolon. */
const ipsOf = (text: string) =>
  text
    .split(/[;；,，\s]+/)
    .map((ip) => ip.trim())
    .filter((ip) => ip !== '')

export const isCallbackUrl = (text: string): boolean =>
  text.trim() === '' || (/^https?:\/\//i.test(text.trim()) && URL.canParse(text.trim()))

/** The order is the one in which rooms offer them. */
export function withCodec(codecs: readonly VideoCodec[], codec: VideoCodec, isOn: boolean): readonly VideoCodec[] {
  if (!isOn) return codecs.filter((one) => one !== codec)
  return codecs.includes(codec) ? codecs : [...codecs, codec]
}

export function movedUp(codecs: readonly VideoCodec[], codec: VideoCodec): readonly VideoCodec[] {
  const at = codecs.indexOf(codec)
  const before = codecs[at - 1]
  if (at < 1 || before === undefined) return codecs
  return codecs.with(at - 1, codec).with(at, before)
}
