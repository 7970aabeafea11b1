import { type MediaConnectionState, type ReadableStore, type RoomPort, Store } from '@mrtc/web-sdk/core'

/** A handover between cells or networks is over sooner; a person notices after this. */
const patienceMs = 2_000
const lostStates: ReadonlySet<MediaConnectionState> = new Set<MediaConnectionState>(['disconnected', 'failed'])

/** Whether sound and picture have been interrupted for a while. The client restores them by itself. */
export const watchMedia = (room: RoomPort): { lost: ReadableStore<boolean>; close: () => void } => {
  const lost = new Store(false)
  const states = new Map<'send' | 'recv', MediaConnectionState>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const off = room.on('mediaStateChanged', ({ direction, state }) => {
    states.set(direction, state)
    clearTimeout(timer)
    const isLost = [...states.values()].some((other) => lostStates.has(other))
    if (isLost) timer = setTimeout(() => lost.set(true), patienceMs)
    else lost.set(false)
  })
  return {
    lost,
    close: () => {
      off()
      clearTimeout(timer)
    },
  }
}
