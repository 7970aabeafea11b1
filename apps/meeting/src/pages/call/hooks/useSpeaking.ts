import { useStore } from '../../../hooks/useStore.ts'
import { useCall } from '../CallContext.ts'

export const useSpeaking = (uid: string): boolean => useStore(useCall().speakers.speaking).has(uid)
