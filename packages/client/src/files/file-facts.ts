/** What is known of a file that was sent. */
export interface FileFacts {
  readonly messageId: string
  readonly fileId: string
  readonly name: string
  readonly sizeBytes: number
  /** As its content shows it, whatever its name says. */
  readonly mimeType: string
  /** Milliseconds since the epoch, of the server's clock. */
  readonly sentAt: number
  /** It is gone then, or an hour after the room by default. Milliseconds since the epoch, of the server's clock. */
  readonly expiresAt: number
}
