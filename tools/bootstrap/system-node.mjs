// The Node that a person has: it only has to carry this bootstrap, which then brings the project's own.

/** The first with all that the bootstrap uses (AbortSignal.any came last). */
const OLDEST = { major: 20, minor: 3 }

/**
 * @param {string} version As in process.versions.node.
 * @returns {string | undefined} What to do when it is too old.
 */
export function complaintAboutNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return undefined
  return `mrtc: this is Node ${version}; install Node ${OLDEST.major} or later (everything else is installed from there).`
}
