import { useRoomModel } from '../room/room-context.ts'
import { useStore } from '../useStore.ts'

/** Whether somebody speaks, we included; short pauses do not end it. */
export const useSpeaking = (uid: string): boolean => useStore(useRoomModel().speakers.speaking).has(uid)

/** Everyone who speaks now, by uid. */
export const useSpeakers = (): ReadonlySet<string> => useStore(useRoomModel().speakers.speaking)

/** When each person last began or ended to speak, by uid, in milliseconds of the page's clock (`performance.now()`). */
export const useSpokeAt = (): ReadonlyMap<string, number> => useStore(useRoomModel().speakers.spokeAt)
