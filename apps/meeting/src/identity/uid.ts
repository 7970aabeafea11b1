const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
const length = 16

/**
 * A new uid. Each page has its own: the server takes the same uid twice for one user who moved and ends the first
 * session, and two tabs of one browser are two people.
 */
export const createUid = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  return `u_${Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('')}`
}
