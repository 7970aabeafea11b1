/** The server cannot start for a reason that a person can put right: shown as it is, without a stack. */
export class StartupError extends Error {
  override readonly name = 'StartupError'
  /** One for each problem. */
  readonly lines: readonly string[]

  constructor(lines: readonly string[], cause?: unknown) {
    super(lines.join('\n'), cause === undefined ? undefined : { cause })
    this.lines = lines
  }
}
