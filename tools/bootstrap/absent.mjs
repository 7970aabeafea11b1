// Reading what may not be there.

/**
 * Turns "there is no such file" into a value and lets every other error go.
 * @template T
 * @param {T} value
 * @returns {(error: NodeJS.ErrnoException) => T}
 */
export function absentAs(value) {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return value
    throw error
  }
}
