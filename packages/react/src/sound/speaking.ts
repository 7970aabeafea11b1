/** Tells speaking from silence. Pure. */

export interface Speech {
  readonly isSpeaking: boolean
  /** When it was last loud, ms; 0 for never. */
  readonly loudAt: number
}

export const silence: Speech = { isSpeaking: false, loudAt: 0 }

/** About -40 dB: above the noise of rooms and fans after suppression, below a quiet voice. */
const loudLevel = 0.01
/** Pauses between words do not end speaking. */
const holdMs = 700

export const nextSpeech = (before: Speech, level: number, nowMs: number): Speech => {
  const isLoud = level >= loudLevel
  const loudAt = isLoud ? nowMs : before.loudAt
  const isSpeaking = isLoud || (before.isSpeaking && nowMs - loudAt < holdMs)
  return isSpeaking === before.isSpeaking && loudAt === before.loudAt ? before : { isSpeaking, loudAt }
}
