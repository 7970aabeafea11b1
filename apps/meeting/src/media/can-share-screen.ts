import { supportOf } from '@mrtc/web-sdk'

/** Phones cannot, nor can pages that came over plain HTTP. */
export const canShareScreen = (): boolean => supportOf('screen').state === 'full'
