import { linkProfileSchema } from '@mrtc/netlab'
import * as z from 'zod'
import { clientNameSchema } from './client.ts'

const client = { client: clientNameSchema }
/** The client's first interface if left out. */
const device = { device: z.string().default('wlan0') }

/** What happens at a moment of the call. */
export const stepSchema = z.discriminatedUnion('step', [
  /** Replaces the profile of the directions that are given. */
  z.strictObject({
    step: z.literal('setLink'),
    ...client,
    ...device,
    up: linkProfileSchema.optional(),
    down: linkProfileSchema.optional(),
  }),
  /** Nothing passes in either direction for a while, and nobody is told; then the link is as it was. */
  z.strictObject({ step: z.literal('outage'), ...client, ...device, seconds: z.number().positive() }),
  /** UDP is dropped from now on, TCP passes. */
  z.strictObject({ step: z.literal('blockUdp'), ...client, ...device, blocked: z.boolean() }),
  z.strictObject({
    step: z.literal('addInterface'),
    ...client,
    device: z.string(),
    up: linkProfileSchema.optional(),
    down: linkProfileSchema.optional(),
  }),
  z.strictObject({ step: z.literal('leaveInterface'), ...client, ...device }),
  z.strictObject({ step: z.literal('enterInterface'), ...client, ...device }),
  z.strictObject({ step: z.literal('changeAddress'), ...client, ...device }),
  z.strictObject({ step: z.literal('setCarrier'), ...client, ...device, on: z.boolean() }),
  /** Its router forgets its ports; for a client behind a NAT. */
  z.strictObject({ step: z.literal('rebindPorts'), ...client, ...device }),
  /** A file moved by TCP (the kernel's congestion control) between the client's host and the server's. */
  z.strictObject({
    step: z.literal('tcpTransfer'),
    ...client,
    direction: z.enum(['up', 'down']),
    /** It ends when so much has passed or so long has gone by. */
    kilobytes: z.number().positive(),
    seconds: z.number().positive(),
  }),
  /** It stops sending its video, or goes on. */
  z.strictObject({ step: z.literal('pauseVideo'), ...client, paused: z.boolean() }),
  /** Its process gets SIGKILL. */
  z.strictObject({ step: z.literal('killClient'), ...client }),
  /** Its process stands still for a while, as a laptop that sleeps. */
  z.strictObject({ step: z.literal('pauseClient'), ...client, seconds: z.number().positive() }),
  /** The server's media worker process gets SIGKILL. */
  z.strictObject({ step: z.literal('killMediaWorker') }),
  /** The server stops as told by SIGTERM, and is started again. */
  z.strictObject({ step: z.literal('restartServer') }),
])
export type Step = z.infer<typeof stepSchema>

export const timelineEntrySchema = z.strictObject({
  /** After the measured time began; negative while the call settles. */
  atSeconds: z.number(),
  action: stepSchema,
  /** Whether recovery is measured from here; true for what harms or heals a call, false for what only sets up. */
  measureRecovery: z.boolean().default(false),
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

/** How the step is called in tables and plots. */
export function describeStep(action: Step): string {
  switch (action.step) {
    case 'setLink':
      return `${action.client}: link changes`
    case 'outage':
      return `${action.client}: outage of ${action.seconds} s`
    case 'blockUdp':
      return `${action.client}: UDP ${action.blocked ? 'blocked' : 'allowed'}`
    case 'addInterface':
      return `${action.client}: ${action.device} appears`
    case 'leaveInterface':
      return `${action.client}: leaves ${action.device}`
    case 'enterInterface':
      return `${action.client}: enters ${action.device}`
    case 'changeAddress':
      return `${action.client}: new address`
    case 'setCarrier':
      return `${action.client}: carrier ${action.on ? 'found' : 'lost'}`
    case 'rebindPorts':
      return `${action.client}: NAT rebinds`
    case 'tcpTransfer':
      return `${action.client}: TCP ${action.direction} of ${action.kilobytes} kB`
    case 'pauseVideo':
      return `${action.client}: video ${action.paused ? 'paused' : 'resumed'}`
    case 'killClient':
      return `${action.client}: killed`
    case 'pauseClient':
      return `${action.client}: asleep for ${action.seconds} s`
    case 'killMediaWorker':
      return 'media worker killed'
    case 'restartServer':
      return 'server restarted'
  }
}
