/** What scenarios are put together from. */
import type { LinkProfile, LinkProfiles } from '@mrtc/netlab'
import type { z } from 'zod'
import type { clientPlanSchema, publishSchema } from '../scenario/index.ts'

type ClientInput = z.input<typeof clientPlanSchema>
type PublishInput = z.input<typeof publishSchema>

/** One way on each hop, so that a round trip to the server is 50 ms, and one between two clients 100 ms. */
export const usualDelayMs = 25

/** The guide's ordinary camera: 640 x 360 at 15 frames a second and 600 kbit/s. */
export const camera: PublishInput = { video: { width: 640, height: 360, fps: 15, maxKbps: 600 } }

/** The same in layers, as the call page publishes. */
export const layeredCamera: PublishInput = {
  video: { width: 640, height: 360, fps: 15, maxKbps: 600, simulcast: true },
}

/** A picture that can use what RFC 8867 offers (150 to 1,500 kbit/s, section 4.2). */
export const bigCamera: PublishInput = { video: { width: 640, height: 360, fps: 15, maxKbps: 1_500 } }

/** The same both ways, or with what differs. */
export function link(up: LinkProfile = {}, down: LinkProfile = {}): LinkProfiles {
  return { up: { delayMs: usualDelayMs, ...up }, down: { delayMs: usualDelayMs, ...down } }
}

export function publisher(name: string, more: Partial<ClientInput> = {}): ClientInput {
  return { name, kind: 'chromium', publish: camera, link: link(), ...more }
}

/** Who only watches. */
export function watcher(name: string, more: Partial<ClientInput> = {}): ClientInput {
  return publisher(name, { publish: null, ...more })
}

/** Two who see each other; `bob` is on the link that is told. */
export function pair(bobsLink: LinkProfiles): ClientInput[] {
  return [publisher('alice'), publisher('bob', { link: bobsLink })]
}

/** Two who see each other, both on such a link. */
export function bothOn(link: LinkProfiles): ClientInput[] {
  return [publisher('alice', { link }), publisher('bob', { link })]
}

/** A small call settles within this. */
export const warmupSeconds = 4
