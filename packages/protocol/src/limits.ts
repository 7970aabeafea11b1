/**
 * Every limit of the protocol, in one place. The server enforces them, the client uses them to fail early, documents
 * print them. Sizes are in bytes, times in milliseconds, unless the name says otherwise.
 */
export const limits = {
  /** One WebSocket message. RTP parameters of a simulcast publication are about 4 KiB. */
  frameSizeBytes: 256 * 1024,
  /** Guide, section 4: letters, digits and underscore only. */
  uidLength: 128,
  bizNameLength: 64,
  appIdLength: 64,
  workspaceIdLength: 64,
  /** Base64 of one RSA block of up to 8192 bits. */
  signLength: 1400,
  /** Of a side of a picture, in pixels: what AV1 can hold. */
  pictureSidePx: 65_536,
  /** What clients report of the quality of their media: how often, over what time at most, and up to which figures. */
  qualityReportEveryMs: 10_000,
  qualityPeriodMs: 120_000,
  qualityBitrateBps: 10_000_000_000,
  qualityTimeMs: 120_000,
  qualityFramesPerSecond: 1_000,
  tagLength: 64,
  textLength: 16 * 1024,
  messageRecipients: 256,
  /** What a command is called. */
  commandNameLength: 64,
  /** What a command carries, as JSON. */
  commandPayloadLength: 16 * 1024,
  fileNameLength: 200,
  /** Tells a file that is sent again after an interruption from another one. */
  fileFingerprintLength: 200,
  /** Messages that one `message.acknowledge` may name. */
  messagesAcknowledged: 256,
  /** Texts and commands of a participant in UTF-8, times their receivers: a second in the long run, and at once. */
  messageBytesPerSecond: 512 * 1024,
  messageBytesBurst: 8 * 1024 * 1024,
  /** What an invitation may carry for the application. */
  inviteExtraLength: 4 * 1024,
  /** Invitations of one participant that wait for a reply. */
  invitesPerParticipant: 32,
  /** An invitation that nobody replies to is void after this. */
  inviteTimeoutMs: 60_000,
  /** Width and height of a recording. */
  recordingSidePixels: 3_840,
  recordingWatermarks: 32,
  /** Recordings of one room that run at the same time. */
  recordingsPerRoom: 4,
  /** The address of a file to play. */
  vodUrlLength: 2_048,
  /** How long a file may take until it plays, unless something else is asked; fetching it counts. */
  vodStartTimeoutMs: 30_000,
  vodStartTimeoutMsMax: 10 * 60_000,
  participantsPerRoom: 100,
  feedsPerParticipant: 8,
  subscriptionsPerParticipant: 200,
  transportsPerParticipant: 8,
  /** Requests a second that a session may make in the long run, and how many it may make at once. */
  requestsPerSecond: 60,
  requestBurst: 200,
  /** A session outlives its socket by this long (architecture, reliable sessions). */
  sessionTtlMs: 60_000,
  /** Both sides send a ping when they have heard nothing for this long, and give the socket up after three. */
  heartbeatMs: 5_000,
  /** The first frame must arrive within this. */
  handshakeTimeoutMs: 10_000,
  /** A request is answered within this; on the client only time with a connection counts. */
  requestTimeoutMs: 15_000,
  /** Messages kept for a peer that has not acknowledged them. Past it, room state events are dropped and the client re-syncs. */
  unacknowledgedMessages: 1_000,
  /** Past this the session ends. */
  unacknowledgedMessagesHard: 4_000,
  /** The first answer to an idempotency key is repeated for this long. */
  idempotencyTtlMs: 120_000,
} as const
