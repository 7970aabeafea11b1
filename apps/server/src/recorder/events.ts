/** What becomes of recordings, for business servers (guide 5.1.2): the codes that their webhooks carry. */
import type { RecordingFile, TrackKind } from '@mrtc/protocol'
import type { AppIdentity } from '../signaling/contract.ts'
import type { RenderFailure } from './render/contract.ts'

/** Guide 5.1.2, eventCode: those that this recorder can give. */
export const recordingEventCodes = {
  /** A feed is being recorded. */
  feedRecorded: 0,
  initialised: 10,
  ended: 11,
  result: 99,
  feedRefused: 100_003,
  tooFewFeeds: 100_004,
  conversionFailed: 100_102,
  separationFailed: 100_104,
  processCrashed: 100_105,
  writingFailed: 100_106,
  storingFailed: 100_201,
} as const
export type RecordingEventCode = (typeof recordingEventCodes)[keyof typeof recordingEventCodes]

export const eventCodeOfFailure: Readonly<Record<RenderFailure, RecordingEventCode | undefined>> = {
  // Nothing failed: there was nothing.
  empty: undefined,
  convert: recordingEventCodes.conversionFailed,
  separate: recordingEventCodes.separationFailed,
}

/** Guide 5.1.2, recordResult: with code 99 alone. */
export type RecordResult =
  | {
      readonly status: 2
      /** 1 local, 2 OSS, 3 AFTS, 4 HDFS. */
      readonly fileType: 1
      readonly filePath: string
      /** Milliseconds since the epoch, of the server's clock. */
      readonly recordStartTime: number
      /** 0 sound and picture, 1 sound, 2 picture. */
      readonly mediaType: 0 | 1 | 2
    }
  | { readonly status: 3 }

export interface RecordingNotice {
  readonly app: AppIdentity
  readonly roomId: string
  readonly recordId: string
  readonly eventCode: RecordingEventCode
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly feedId?: string
  readonly message?: string
  readonly recordResult?: RecordResult
}

/** One for each file. */
export function resultOf({ path, startedAt, kinds }: RecordingFile): RecordResult {
  return { status: 2, fileType: 1, filePath: path, recordStartTime: startedAt, mediaType: mediaTypeOf(kinds) }
}

function mediaTypeOf(kinds: readonly TrackKind[]): 0 | 1 | 2 {
  if (kinds.length > 1) return 0
  return kinds[0] === 'audio' ? 1 : 2
}
