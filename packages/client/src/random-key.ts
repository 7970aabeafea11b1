const keyBytes = 16

/** A key that nobody else has. Not `randomUUID`: browsers give that to secure contexts only. */
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(keyBytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}
