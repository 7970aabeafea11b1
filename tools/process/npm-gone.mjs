// Notices when the npm that has started us is gone: killed the hard way, or its shell has not passed a signal on. Nobody
// is left then to end us.

/** How often is looked. */
const POLL_MS = 1_000

/**
 * Without npm it does nothing: who starts us directly may well mean us to stay when he goes.
 * @param {() => void} onGone Called once.
 * @returns {() => void} Stops looking.
 */
export function onNpmGone(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return () => {}
  const parent = process.ppid
  const poll = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(poll)
    onGone()
  }, POLL_MS)
  return () => clearInterval(poll)
}
