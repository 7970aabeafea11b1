import { MrtcError } from '@mrtc/protocol/errors'

/** How much of what is behind a person can still be made out: shapes and colours, or colours only. */
export type BlurStrength = 'light' | 'strong'

/** What is seen behind the person. */
export type Background =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'blur'
      /** @default 'strong' */
      readonly strength?: BlurStrength
    }
  | {
      readonly kind: 'image'
      /** Fills the picture: what is too wide or too high is cut off evenly. */
      readonly image: Blob | ImageBitmap | HTMLImageElement | HTMLCanvasElement
    }

/** How the person is cut out. */
export interface CutOutOptions {
  /** How wide the way from person to background is: 0 is a sharp edge, 1 a wide one. @default 0.4 */
  readonly edgeSoftness?: number
  /** How much of the last picture's outline is kept: 0 follows at once and flickers, 1 lags behind. @default 0.6 */
  readonly steadiness?: number
}

export type CheckedCutOut = Required<CutOutOptions>

const defaultCutOut: CheckedCutOut = { edgeSoftness: 0.4, steadiness: 0.6 }

/** @throws MrtcError PARAMETER_INVALID */
export function checkCutOut(options: CutOutOptions): CheckedCutOut {
  return { edgeSoftness: share(options, 'edgeSoftness'), steadiness: share(options, 'steadiness') }
}

function share(options: CutOutOptions, field: keyof CutOutOptions): number {
  const value = options[field] ?? defaultCutOut[field]
  if (value >= 0 && value <= 1) return value
  throw new MrtcError('PARAMETER_INVALID', `${field} must be from 0 to 1.`, { field })
}
