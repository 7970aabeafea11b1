/** Whether a direct link carries what it should, as a pure function. The server's path is there at once: so doubt is cheap. */

/** Sound comes every 20 ms, reports on pictures each second. */
const silenceMs = 2_000
/** What came back has to stay for so long, so that a link that flaps is left alone. */
const provenAfterMs = 2_000
/** ICE is restarted this often on a link that is silent. */
const restartEveryMs = 4_000
/** A link that is not up, or silent, for this long is given up. */
export const patienceMs = 15_000

export type LinkHealth =
  | { readonly state: 'connecting'; readonly since: number }
  | { readonly state: 'flowing'; readonly heardAt: number }
  | {
      readonly state: 'silent'
      readonly since: number
      readonly restartedAt: number
      readonly backSince: number | undefined
    }
  | { readonly state: 'lost' }

export interface LinkSample {
  readonly connection: RTCPeerConnectionState
  /** Something arrived since the sample before. */
  readonly hasArrived: boolean
  /** Something is meant to arrive: a silence of muted tracks is none. */
  readonly isExpected: boolean
}

export interface HealthStep {
  readonly health: LinkHealth
  readonly restartIce?: true
}

export function step(health: LinkHealth, sample: LinkSample, now: number): HealthStep {
  if (sample.connection === 'closed') return { health: { state: 'lost' } }
  switch (health.state) {
    case 'connecting':
      if (sample.connection === 'connected') return { health: { state: 'flowing', heardAt: now } }
      // Nothing is to be carried yet, so nobody has begun.
      if (sample.connection === 'new') return { health: { state: 'connecting', since: now } }
      return sample.connection === 'failed' || now - health.since >= patienceMs
        ? { health: { state: 'lost' } }
        : { health }
    case 'flowing': {
      const isDown = sample.connection === 'failed' || sample.connection === 'disconnected'
      const heardAt = sample.hasArrived || !sample.isExpected ? now : health.heardAt
      if (!isDown && now - heardAt < silenceMs) return { health: { state: 'flowing', heardAt } }
      return { health: { state: 'silent', since: now, restartedAt: now, backSince: undefined }, restartIce: true }
    }
    case 'silent':
      return whenSilent(health, sample, now)
    case 'lost':
      return { health }
  }
}

function whenSilent(health: Extract<LinkHealth, { state: 'silent' }>, sample: LinkSample, now: number): HealthStep {
  const isBack = sample.connection === 'connected' && (sample.hasArrived || !sample.isExpected)
  const backSince = isBack ? (health.backSince ?? now) : undefined
  if (backSince !== undefined && now - backSince >= provenAfterMs) return { health: { state: 'flowing', heardAt: now } }
  if (backSince === undefined && now - health.since >= patienceMs) return { health: { state: 'lost' } }
  const isDue = backSince === undefined && now - health.restartedAt >= restartEveryMs
  if (!isDue) return { health: { ...health, backSince } }
  return { health: { ...health, backSince, restartedAt: now }, restartIce: true }
}
