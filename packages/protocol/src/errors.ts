/**
 * Canonical errors. Each is declared once: its kind says what the caller can do about it, the text is what a person
 * reads when nothing more precise is known. SDKs map them to the numbers of their platform with `codes/`.
 */

/**
 * - `parameter`: the input is wrong, sending it again gives the same
 * - `authentication`: the signature or token does not hold
 * - `state`: not now, the connection or room is in another state
 * - `missing`: the thing named does not exist (any more)
 * - `limit`: too many or too much
 * - `timeout`: no answer in time, trying again may help
 * - `server`: the server failed, trying again may help
 * - `media`: capture, transport or codec failed
 */
export type ErrorKind = 'parameter' | 'authentication' | 'state' | 'missing' | 'limit' | 'timeout' | 'server' | 'media'

interface ErrorDefinition {
  readonly kind: ErrorKind
  readonly text: string
}

export const errors = {
  // Connection and session
  SIGNATURE_INVALID: {
    kind: 'authentication',
    text: 'The signature does not verify: sign bizName+appId+workspaceId+uid+expireTime with the private key of this call app.',
  },
  SIGNATURE_EXPIRED: { kind: 'authentication', text: 'The signature has expired: ask your server for a new one.' },
  APP_NOT_FOUND: {
    kind: 'authentication',
    text: 'No call app with this bizName, appId and workspaceId: check all three.',
  },
  APP_DISABLED: { kind: 'authentication', text: 'This call app is disabled: ask the administrator of the server.' },
  PROTOCOL_UNSUPPORTED: { kind: 'parameter', text: 'This protocol version is not supported: update the SDK.' },
  HANDSHAKE_TIMEOUT: { kind: 'timeout', text: 'The first message did not arrive in time.' },
  SESSION_NOT_FOUND: { kind: 'missing', text: 'The session is over: connect again and rejoin the room.' },
  SESSION_TAKEN_OVER: {
    kind: 'state',
    text: 'The same uid connected from elsewhere: each person needs a uid of their own.',
  },
  SESSION_OVERFLOW: { kind: 'limit', text: 'Too many messages waited for this client; its session was ended.' },
  SERVER_FULL: { kind: 'limit', text: 'The server is full: try again later or on another node.' },
  SERVER_SHUTTING_DOWN: { kind: 'server', text: 'The server is shutting down: connect again in a while.' },
  CONNECTION_TIMEOUT: {
    kind: 'timeout',
    text: 'The server did not answer in time: check the address and the network.',
  },
  CONNECTION_FAILED: {
    kind: 'server',
    text: 'The connection could not be made: check the address and that the server runs.',
  },
  CONNECTION_CLOSED: { kind: 'state', text: 'The connection is closed: connect first.' },

  // Messages
  MESSAGE_MALFORMED: { kind: 'parameter', text: 'The message is not valid JSON of the expected form.' },
  MESSAGE_UNKNOWN: { kind: 'parameter', text: 'There is no such message.' },
  MESSAGE_TOO_LARGE: { kind: 'limit', text: 'The message is too large.' },
  SEQUENCE_INVALID: { kind: 'parameter', text: 'A message arrived out of order: reconnect and resume.' },
  PARAMETER_INVALID: { kind: 'parameter', text: 'A parameter is not valid.' },
  RATE_LIMITED: { kind: 'limit', text: 'Too many requests: slow down.' },
  REQUEST_TIMEOUT: { kind: 'timeout', text: 'The request was not answered in time: try again.' },
  REQUEST_ABORTED: { kind: 'state', text: 'The request was cancelled.' },
  FEATURE_UNAVAILABLE: { kind: 'server', text: 'This platform does not offer it.' },
  INTERNAL: { kind: 'server', text: 'The server failed; the failure was logged with this request id.' },

  // Rooms
  ROOM_NOT_FOUND: { kind: 'missing', text: 'No such room: check the room id.' },
  ROOM_ENDED: { kind: 'missing', text: 'The room has ended: create a new one.' },
  ROOM_TOKEN_INVALID: {
    kind: 'authentication',
    text: 'The room token (rtoken) is wrong: use the one that came with the room.',
  },
  ROOM_FULL: { kind: 'limit', text: 'The room is full: try again when somebody has left.' },
  ALREADY_IN_ROOM: { kind: 'state', text: 'This session is already in a room: leave it first.' },
  NOT_IN_ROOM: { kind: 'state', text: 'This session is not in a room: create or join one first.' },
  PARTICIPANT_NOT_FOUND: { kind: 'missing', text: 'No such participant in this room: they may have left.' },
  NOT_PERMITTED: { kind: 'state', text: 'Only the creator of the room may do this.' },
  INVITE_NOT_FOUND: { kind: 'missing', text: 'No such invitation waits for a reply: it may have been taken back.' },
  INVITE_LIMIT: { kind: 'limit', text: 'Too many invitations wait for a reply: take one back first.' },
  KICKED: { kind: 'state', text: 'You were removed from the room.' },

  // Files
  FILE_NOT_FOUND: { kind: 'missing', text: 'No such file: it may have expired or been withdrawn.' },
  FILE_TOO_LARGE: { kind: 'limit', text: 'The file is too large.' },
  FILE_QUOTA_EXCEEDED: { kind: 'limit', text: 'Too many files at a time: withdraw some first.' },
  FILE_TYPE_REFUSED: { kind: 'parameter', text: 'Files of this type may not be sent here.' },
  FILE_TOKEN_INVALID: { kind: 'authentication', text: 'The link to this file is not valid: use the one that you got.' },

  // Media
  TRANSPORT_NOT_FOUND: { kind: 'missing', text: 'No such transport: it may have been closed. Create a new one.' },
  TRANSPORT_LIMIT: { kind: 'limit', text: 'Too many transports: close one first.' },
  FEED_NOT_FOUND: { kind: 'missing', text: 'No such feed: it may have been unpublished.' },
  FEED_LIMIT: { kind: 'limit', text: 'Too many publications: unpublish one first.' },
  SUBSCRIPTION_NOT_FOUND: { kind: 'missing', text: 'No such subscription: it may have ended.' },
  SUBSCRIPTION_LIMIT: { kind: 'limit', text: 'Too many subscriptions: unsubscribe from one first.' },
  ALREADY_SUBSCRIBED: { kind: 'state', text: 'This feed is already subscribed.' },
  CODEC_UNSUPPORTED: { kind: 'media', text: 'The codec is not supported by both sides.' },
  MEDIA_UNAVAILABLE: { kind: 'server', text: 'No media worker is available: try again in a few seconds.' },
  MEDIA_TIMEOUT: {
    kind: 'timeout',
    text: 'The media connection was not made in time: check that UDP or TCP to the media port is open.',
  },
  MEDIA_FAILED: { kind: 'media', text: 'The media connection failed.' },
  RECORDING_NOT_FOUND: { kind: 'missing', text: 'No such recording: check the record id, and the room.' },
  RECORDING_STATE_INVALID: { kind: 'state', text: 'The recording is not in a state that allows this.' },
  RECORDING_LIMIT: { kind: 'limit', text: 'Too many recordings run: stop one first.' },
  VOD_NOT_FOUND: { kind: 'missing', text: 'No such playback: it may be over. Check its id.' },
  VOD_LIMIT: { kind: 'limit', text: 'Too many files are played: stop one first.' },
  VOD_UNREACHABLE: { kind: 'missing', text: 'The file to play could not be fetched: check that its address works.' },
  VOD_UNPLAYABLE: { kind: 'media', text: 'The file cannot be played: it needs sound or a picture in a known format.' },
  VOD_UNAVAILABLE: { kind: 'server', text: 'The server cannot play files: its log says why.' },
  RECORDER_UNAVAILABLE: { kind: 'server', text: 'The server cannot record: its log says why.' },
  TURN_UNAUTHORIZED: {
    kind: 'media',
    text: 'The TURN server refuses the credentials: check user name and credential, or that they have not expired.',
  },
  TURN_UNREACHABLE: {
    kind: 'media',
    text: 'No TURN server answers: check their addresses, and that UDP or TCP to their ports is open.',
  },
  CAPTURE_FAILED: { kind: 'media', text: 'The camera, microphone or screen could not be captured.' },
} as const satisfies Record<string, ErrorDefinition>

/** What went wrong, in one word for programs: `ROOM_NOT_FOUND`, `SIGNATURE_EXPIRED`, ... */
export type ErrorCode = keyof typeof errors

/** How an error travels. `field` names the parameter at fault as a path (`rtpParameters.codecs.0`). */
export interface WireError {
  readonly code: ErrorCode
  readonly message: string
  readonly field?: string
  readonly data?: Readonly<Record<string, unknown>>
}

export interface MrtcErrorOptions {
  readonly field?: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** The one error class of the platform. `code` is canonical, `message` tells a person what to do. */
export class MrtcError extends Error {
  override readonly name = 'MrtcError'
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly data: Readonly<Record<string, unknown>> | undefined

  constructor(code: ErrorCode, message: string = errors[code].text, options: MrtcErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.field = options.field
    this.data = options.data
  }

  get kind(): ErrorKind {
    return errors[this.code].kind
  }

  /** As it travels. */
  toWire(): WireError {
    return {
      code: this.code,
      message: this.message,
      ...(this.field === undefined ? {} : { field: this.field }),
      ...(this.data === undefined ? {} : { data: this.data }),
    }
  }

  /** As it came; a code that is not known here becomes INTERNAL. */
  static fromWire(wire: WireError): MrtcError {
    const code: ErrorCode = Object.hasOwn(errors, wire.code) ? wire.code : 'INTERNAL'
    return new MrtcError(code, wire.message, {
      ...(wire.field === undefined ? {} : { field: wire.field }),
      ...(wire.data === undefined ? {} : { data: wire.data }),
    })
  }
}
