import type { components } from '@mrtc/api-client'

type Schemas = components['schemas']

export type Account = Schemas['Account']
export type ApiKey = Schemas['ApiKey']
export type App = Schemas['App']
export type AppKey = Schemas['AppKey']
export type AppSettings = Schemas['AppSettings']
export type AuditEntry = Schemas['AuditEntry']
export type OwnSession = Schemas['OwnSession']
export type Session = Schemas['Session']
export type Room = Schemas['Room']
export type RoomDetails = Schemas['RoomDetails']
export type SignatureVerdict = Schemas['SignatureVerdict']
export type NewApiKey = Schemas['NewApiKey']
export type UsageReport = Schemas['UsageReport']
export type WebhookDelivery = Schemas['WebhookDelivery']
