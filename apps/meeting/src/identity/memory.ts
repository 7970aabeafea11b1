/** What this browser remembers of its user. Storage may be forbidden: then it is forgotten with the page. */

const keys = {
  name: 'mrtc.name',
  microphone: 'mrtc.microphone',
  camera: 'mrtc.camera',
  speaker: 'mrtc.speaker',
  shortcuts: 'mrtc.shortcuts',
  pictures: 'mrtc.pictures',
  layout: 'mrtc.layout',
  background: 'mrtc.background',
  ownBackground: 'mrtc.ownBackground',
  noise: 'mrtc.noise',
} as const
export type Remembered = keyof typeof keys

/** Of `displayName` in the protocol. */
export const maxNameLength = 64

export const recall = (what: Remembered): string | undefined => {
  try {
    return localStorage.getItem(keys[what]) ?? undefined
  } catch {
    return undefined
  }
}

export const remember = (what: Remembered, value: string): void => {
  try {
    localStorage.setItem(keys[what], value)
  } catch {
    // A private window or a full disk: the value lives as long as the page.
  }
}

export const forget = (what: Remembered): void => {
  try {
    localStorage.removeItem(keys[what])
  } catch {
    // Nothing is kept where nothing may be.
  }
}
