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

/** What to do about the ways in which a disk refuses. */
const STORAGE_ADVICE = new Map([
  ['ENOSPC', 'make room on the disk and run the command again.'],
  ['EACCES', 'make it readable and writable for you, or let XDG_CACHE_HOME name another folder.'],
  ['EPERM', 'make it readable and writable for you, or let XDG_CACHE_HOME name another folder.'],
  ['ENOTDIR', 'let XDG_CACHE_HOME name a folder.'],
  ['EROFS', 'let XDG_CACHE_HOME name a folder that can be written.'],
])

/**
 * @param {unknown} error
 * @returns {BootstrapFailure | undefined} None when the error is of another kind.
 */
export function storageFailure(error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error)
  const advice = STORAGE_ADVICE.get(code ?? '')
  return advice === undefined ? undefined : new BootstrapFailure({ what: `${message}.`, advice, cause: error })
}
