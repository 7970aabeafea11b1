/** Without those that are taken for one another. */
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const length = 16

/** A first password: 93 bits. */
export function generatePassword(): string {
  const taken: string[] = []
  // Numbers past the last whole multiple would make some letters likelier.
  const limit = 256 - (256 % letters.length)
  while (taken.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      const letter = letters[byte % letters.length]
      if (byte < limit && letter !== undefined && taken.length < length) taken.push(letter)
    }
  }
  return taken.join('')
}
