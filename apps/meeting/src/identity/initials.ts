/** How many tones `PersonAvatar` has. */
const tones = 6

const firstLetter = (word: string) => [...word][0]?.toUpperCase() ?? ''

/** One or two letters for a name; for a Chinese name its last characters, as is the custom there. */
export const initialsOf = (name: string): string => {
  const trimmed = name.trim()
  if (/^\p{Script=Han}+$/u.test(trimmed)) return [...trimmed].slice(-2).join('')
  const words = trimmed.split(/[\s_-]+/).filter((word) => word !== '')
  const first = firstLetter(words[0] ?? '')
  return words.length > 1 ? first + firstLetter(words.at(-1) ?? '') : first || '?'
}

/** The same tone for the same person, wherever they are seen. */
export const toneOf = (seed: string): number => {
  let hash = 0
  for (const letter of seed) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return hash % tones
}
