/** Something that a person can put right; its message is the whole story. */
export class CliError extends Error {
  override readonly name = 'CliError'
}
