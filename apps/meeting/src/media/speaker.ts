import { supportOf } from '@mrtc/web-sdk'

/** Browsers that cannot choose an output play on the system's; Safari and phones are such. */
export const canChooseSpeaker = (): boolean => supportOf('speakerChoice').state === 'full'
