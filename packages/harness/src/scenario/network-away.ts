import type { TimelineEntry } from './step.ts'

const firstDevice = 'wlan0'

/**
 * How long a client has no network from what happens in `entry` on, in seconds: 0 where it still has another interface,
 * or where the event takes no network away. For one that never gets it back, the rest of the scenario.
 */
export function networkAwaySeconds(
  entry: TimelineEntry,
  { timeline, seconds }: { readonly timeline: readonly TimelineEntry[]; readonly seconds: number },
): number {
  const { action } = entry
  if (action.step === 'outage' || action.step === 'pauseClient') return action.seconds
  if (!isLeaving(entry) || !('client' in action)) return 0
  const own = timeline
    .filter((other) => 'client' in other.action && other.action.client === action.client)
    .toSorted((a, b) => a.atSeconds - b.atSeconds)
  const present = new Set([firstDevice])
  for (const other of own) {
    const device = 'device' in other.action ? other.action.device : firstDevice
    if (isLeaving(other)) present.delete(device)
    if (isEntering(other)) present.add(device)
    if (other === entry) break
  }
  if (present.size > 0) return 0
  const back = own.find((other) => other.atSeconds >= entry.atSeconds && isEntering(other))
  return (back?.atSeconds ?? seconds) - entry.atSeconds
}

function isLeaving({ action }: TimelineEntry): boolean {
  return action.step === 'leaveInterface' || (action.step === 'setCarrier' && !action.on)
}

function isEntering({ action }: TimelineEntry): boolean {
  return (
    action.step === 'addInterface' || action.step === 'enterInterface' || (action.step === 'setCarrier' && action.on)
  )
}
