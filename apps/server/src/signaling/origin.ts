/** Every origin may connect. */
const anyOrigin = '*'
const localHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a page of this origin may connect. No cookie travels here, so this is no protection of users: it keeps other
 * sites from building on this server unasked. Programs send no Origin and pass.
 */
export function isOriginAllowed(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined || allowed.includes(anyOrigin) || allowed.includes(origin)) return true
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  return url.host === host || localHosts.has(url.hostname)
}
