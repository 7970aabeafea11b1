/** What a code table is made of. The words are ours, one for every platform; the numbers are each platform's. */

/**
 * What was being done. `any` holds numbers that a platform gives whatever was being done; `mediaClosed` and
 * `remoteRecording` are no calls but news of something that ran.
 */
export type Operation =
  | 'any'
  | 'initEngine'
  | 'connect'
  | 'initRoom'
  | 'createRoom'
  | 'joinRoom'
  | 'leaveRoom'
  | 'invite'
  | 'replyInvite'
  | 'capture'
  | 'captureScreen'
  | 'getDevices'
  | 'publish'
  | 'unpublish'
  | 'subscribe'
  | 'unsubscribe'
  | 'mediaClosed'
  | 'changeStream'
  | 'changeStreamSize'
  | 'changeCodec'
  | 'sendText'
  | 'startVod'
  | 'stopVod'
  | 'startRemoteRecord'
  | 'stopRemoteRecord'
  | 'pauseRemoteRecord'
  | 'resumeRemoteRecord'
  | 'getRemoteRecord'
  | 'changeRemoteRecordWatermark'
  | 'remoteRecording'
  | 'startBrowserRecord'
  | 'stopBrowserRecord'
  | 'pauseBrowserRecord'
  | 'resumeBrowserRecord'
  | 'downloadBrowserRecord'

/** What went wrong (`none`: nothing did). The first block are the words that canonical errors lead to. */
export type Failure =
  | 'none'
  | 'state'
  | 'parameter'
  | 'server'
  | 'timeout'
  | 'limit'
  | 'network'
  | 'connectionClosed'
  | 'roomGone'
  | 'alreadySubscribed'
  | 'streamMissing'
  | 'mediaFailed'
  | 'mediaTimeout'
  | 'captureFailed'
  | 'codecUnavailable'
  // Connection and room
  | 'connectionLost'
  | 'addressInvalid'
  | 'inProgress'
  | 'refused'
  | 'cancelled'
  | 'dataChannelNeedsP2p'
  | 'encryptionKeyMissing'
  | 'customProfileMissing'
  // Capture
  | 'cameraPermission'
  | 'microphonePermission'
  | 'phoneStatePermission'
  | 'videoCaptureFailed'
  | 'audioCaptureFailed'
  | 'screenCaptureFailed'
  | 'screenCaptureBroken'
  | 'alreadyCapturing'
  | 'unsupported'
  | 'fileFailed'
  | 'fileMissing'
  | 'regionMissing'
  | 'backgroundImageMissing'
  | 'customStreamMissing'
  // Publishing and subscribing
  | 'videoTagMissing'
  | 'videoTagInUse'
  | 'videoTagEmpty'
  | 'tagParameterMissing'
  | 'notPublished'
  | 'alreadyPublished'
  | 'remoteDescriptionFailed'
  | 'localDescriptionFailed'
  | 'offerFailed'
  // Why media closed
  | 'unpublished'
  | 'peerUnpublished'
  | 'peerLeft'
  | 'left'
  | 'signalingFailed'
  | 'linkClosed'
  | 'linkLost'
  | 'closedByServer'
  // Recording and VOD
  | 'recordState'
  | 'recorderEvent1'
  | 'recorderEvent2'
  | 'alreadyRecording'
  | 'recordIdUsed'
  | 'notPublishedOrSubscribed'
  | 'mediaTypeInvalid'
  | 'streamListInvalid'
  | 'tracksMissing'
  | 'resolutionInvalid'
  | 'notRecording'
  | 'stillRecording'

export type Platform = 'web' | 'linux' | 'wechat' | 'alipay' | 'android' | 'ios'

/** One number of a platform and what it means, in our words. */
export interface CodeDefinition {
  readonly code: number
  /** Other numbers that the guide prints for the same thing: understood, never given. */
  readonly aliases?: readonly number[]
  /** Further failures that the guide puts under this number. */
  readonly also?: readonly Failure[]
  /** Given for a failure of this operation that has no number of its own. Where none is marked it is `server`. */
  readonly isDefault?: true
  /** No failure: success, or a normal end. */
  readonly isNormal?: true
  /** The platform's constant of this number, as the guide writes it. */
  readonly name?: string
  readonly zh: string
  readonly en: string
}

export type OperationCodes = Readonly<Partial<Record<Failure, CodeDefinition>>>

/** The numbers of one platform. */
export interface CodeTable {
  readonly platform: Platform
  /** For operations that the platform has no number for. */
  readonly fallback: number
  readonly operations: Readonly<Partial<Record<Operation, OperationCodes>>>
}

/** A number with where it stands in its table. */
export interface CodeEntry {
  /** The number itself, which may be an alias of the one that the SDK gives. */
  readonly code: number
  readonly operation: Operation
  readonly failure: Failure
  /** No failure: success, or a normal end. */
  readonly isNormal: boolean
  readonly name?: string
  readonly meaning: { readonly zh: string; readonly en: string }
}
