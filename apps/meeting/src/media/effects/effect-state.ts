import { MrtcError } from '@mrtc/web-sdk'

/** Why an effect is not there, as far as a person can do something about it. */
export type EffectProblem = 'unsupported' | 'failed' | 'picture'

export type EffectState =
  | { readonly state: 'idle' }
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: EffectProblem }

export const effectProblemOf = (error: unknown): EffectProblem => {
  if (!(error instanceof MrtcError)) return 'failed'
  if (error.code === 'PARAMETER_INVALID') return 'picture'
  return error.data?.reason === 'unsupported' ? 'unsupported' : 'failed'
}
