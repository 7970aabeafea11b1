// A step of the bootstrap that did not succeed, told so that a person knows what to do next.

/** How much of a log is shown at once; the rest is in the file. */
const TAIL_LINES = 15

export class BootstrapFailure extends Error {
  /**
   * @param {object} options
   * @param {string} options.what What failed, as a full sentence.
   * @param {string} options.advice What to do about it.
   * @param {string} [options.log] What the failed program said.
   * @param {string} [options.logFile] Where all of it is kept.
   * @param {unknown} [options.cause]
   */
  constructor({ what, advice, log, logFile, cause }) {
    super(what, { cause })
    this.name = 'BootstrapFailure'
    this.advice = advice
    this.log = log
    this.logFile = logFile
  }
}

/**
 * One paragraph for the terminal.
 * @param {BootstrapFailure} failure
 * @returns {string}
 */
export function describeFailure({ message, advice, log, logFile }) {
  const tail = (log ?? '').trimEnd().split('\n').slice(-TAIL_LINES).join('\n')
  return [
    `mrtc: ${message}`,
    ...(tail === '' ? [] : [tail.replace(/^/gm, '  | ')]),
    `What to do: ${advice}`,
    ...(logFile === undefined ? [] : [`Full log: ${logFile}`]),
  ].join('\n')
}
