/** One encoded picture or sound packet, as codecs make and take them. */
export interface EncodedFrame {
  /** H264: an access unit in Annex B. VP8, VP9, AV1: a frame. Opus: a packet. */
  readonly data: Buffer
  /** Media time in milliseconds of this stream; only differences matter. */
  readonly timestampMs: number
  /** Decodable without earlier ones. Always true for audio. */
  readonly keyFrame: boolean
  /** Audio only: loudness, 0 (full scale) to -127 dBov, for the server's speaker detection (RFC 6464). */
  readonly levelDbov?: number
}
