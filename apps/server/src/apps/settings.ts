/** The function settings of a call app (guide 5.1.2), declared once: the store, the API and calls take them from here. */
import { limits } from '@mrtc/protocol'
import * as z from 'zod'

const urlLengthMax = 2_048
const hostLengthMax = 253
const proxiesMax = 8
const outgoingIpsMax = 32
const bitrateMinBps = 50_000
const bitrateMaxBps = 100_000_000
const roomsMax = 1_000_000
const minutesMax = 7 * 24 * 60
const hostName =
  /^(?=.{1,253}$)([a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)(\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/

const callbackUrl = z
  .url({ protocol: /^https?$/, error: 'must be a URL that begins with http:// or https://' })
  .max(urlLengthMax)
  .nullable()

/** In the order in which a room offers them. */
export const videoCodecs = ['VP8', 'VP9', 'H264', 'AV1'] as const
export type VideoCodec = (typeof videoCodecs)[number]

const ip = z.union([z.ipv4(), z.ipv6()])

const recordingSchema = z.object({
  automatic: z.boolean().default(false).describe('Record every call of the app from its begin to its end.'),
  callbackUrl: callbackUrl.default(null).describe('Told when a recording starts, pauses, ends or fails. null: nobody.'),
})

const roomsSchema = z.object({
  callbackUrl: callbackUrl
    .default(null)
    .describe('Told when a room is created, joined, left or destroyed. null: nobody.'),
})

const mediaProxySchema = z.object({
  address: z.union([ip, z.string().max(hostLengthMax).regex(hostName, 'must be a host name or an address')]),
  outgoingIps: z
    .array(ip)
    .max(outgoingIpsMax)
    .default([])
    .describe('Addresses that the proxy sends to this server from.'),
})

const codecsSchema = z.object({
  video: z
    .array(z.enum(videoCodecs))
    .min(1)
    .max(videoCodecs.length)
    .refine((list) => new Set(list).size === list.length, 'names a codec twice')
    .default([...videoCodecs])
    .describe('Video codecs of new rooms.'),
})

const optionalLimit = (min: number, max: number) => z.number().int().min(min).max(max).nullable().default(null)

const limitsSchema = z.object({
  maxRooms: optionalLimit(1, roomsMax).describe('Open rooms of the app. null: what the server allows.'),
  maxParticipantsPerRoom: optionalLimit(1, limits.participantsPerRoom).describe(
    'Participants of one room. null: what the server allows.',
  ),
  maxRoomMinutes: optionalLimit(1, minutesMax).describe('After so many minutes a room ends. null: never.'),
  maxSendBitrateBps: optionalLimit(bitrateMinBps, bitrateMaxBps).describe(
    'What one participant may send in all, in bit/s. null: no limit.',
  ),
})

export const appSettingsSchema = z
  .object({
    recording: recordingSchema.prefault({}),
    rooms: roomsSchema.prefault({}),
    mediaProxies: z
      .array(mediaProxySchema)
      .max(proxiesMax)
      .default([])
      .describe('Media passes through these instead of coming straight. Leave it empty unless a network needs it.'),
    codecs: codecsSchema.prefault({}),
    limits: limitsSchema.prefault({}),
  })
  .meta({ id: 'AppSettings' })

export type AppSettings = z.output<typeof appSettingsSchema>

export const defaultAppSettings: AppSettings = appSettingsSchema.parse({})
