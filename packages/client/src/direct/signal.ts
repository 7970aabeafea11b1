/** What the two ends of a direct link tell each other, as `peer.signal`. The other end's word is checked before use. */
import { MrtcError, type TrackKind } from '@mrtc/protocol'

/** What of a feed one end wants from the other. */
export interface WantedFeed {
  readonly feedId: string
  readonly kinds: readonly TrackKind[]
  readonly isVideoPaused: boolean
}

/** Which feed an m-section of the description carries. */
export interface MediaSection {
  readonly mid: string
  readonly feedId: string
  readonly kind: TrackKind
}

export type DirectMessage =
  | {
      readonly say: 'description'
      readonly description: { readonly type: 'offer' | 'answer'; readonly sdp: string }
      readonly sections: readonly MediaSection[]
    }
  | { readonly say: 'candidate'; readonly candidate: RTCIceCandidateInit }
  | { readonly say: 'wants'; readonly feeds: readonly WantedFeed[] }
  /** What arrives here, so that it need not go over the server as well. */
  | { readonly say: 'receives'; readonly feedIds: readonly string[] }
  /** This link is over. */
  | { readonly say: 'bye' }

/** @param link names one attempt: what is said of an earlier one is void */
export type DirectSignal = { readonly direct: DirectMessage & { readonly link: string } }

/** Whether it is ours at all; applications may signal other things. */
export function isDirectSignal(signal: object): boolean {
  return 'direct' in signal
}

/** @throws MrtcError PARAMETER_INVALID for what no client of ours says */
export function parseDirectSignal(signal: object): { readonly link: string; readonly message: DirectMessage } {
  const said = fieldsOf('direct' in signal ? signal.direct : undefined)
  return { link: textOf(said.link), message: messageOf(said) }
}

type Fields = Readonly<Record<string, unknown>>

function messageOf(said: Fields): DirectMessage {
  switch (said.say) {
    case 'description': {
      const { type, sdp } = fieldsOf(said.description)
      if (type !== 'offer' && type !== 'answer') throw strange()
      return { say: 'description', description: { type, sdp: textOf(sdp) }, sections: listOf(said.sections, sectionOf) }
    }
    case 'candidate':
      return { say: 'candidate', candidate: fieldsOf(said.candidate) }
    case 'wants':
      return { say: 'wants', feeds: listOf(said.feeds, wantedOf) }
    case 'receives':
      return { say: 'receives', feedIds: listOf(said.feedIds, textOf) }
    case 'bye':
      return { say: 'bye' }
    default:
      throw strange()
  }
}

function sectionOf(value: unknown): MediaSection {
  const { mid, feedId, kind } = fieldsOf(value)
  return { mid: textOf(mid), feedId: textOf(feedId), kind: kindOf(kind) }
}

function wantedOf(value: unknown): WantedFeed {
  const { feedId, kinds, isVideoPaused } = fieldsOf(value)
  return { feedId: textOf(feedId), kinds: listOf(kinds, kindOf), isVideoPaused: isVideoPaused === true }
}

function kindOf(value: unknown): TrackKind {
  if (value !== 'audio' && value !== 'video') throw strange()
  return value
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw strange()
  return value
}

function listOf<T>(value: unknown, each: (value: unknown) => T): T[] {
  if (!Array.isArray(value)) throw strange()
  return value.map(each)
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw strange()
  return value as Fields
}

function strange(): MrtcError {
  return new MrtcError('PARAMETER_INVALID', 'The other end of a direct link says what no client of ours says.')
}
