import type { CaptureProblem } from './capture-problem.ts'

/** A camera or microphone of ours. A muted one keeps its track, so that it is back at once. */
export type SourceState =
  | { readonly state: 'off' }
  | { readonly state: 'starting' }
  | { readonly state: 'on'; readonly track: MediaStreamTrack }
  | { readonly state: 'muted'; readonly track: MediaStreamTrack }
  | { readonly state: 'failed'; readonly problem: CaptureProblem }

export const trackOfSource = (source: SourceState): MediaStreamTrack | undefined =>
  source.state === 'on' || source.state === 'muted' ? source.track : undefined
