import { stripVTControlCharacters, styleText } from 'node:util'

/** Colours of the terminal, or none. */
export interface Ink {
  good(text: string): string
  bad(text: string): string
  faint(text: string): string
  strong(text: string): string
}

const plain = (text: string): string => text
const styled = (format: Parameters<typeof styleText>[0]) => (text: string) =>
  styleText(format, text, { validateStream: false })

/** Blue against yellow, as in the report, and signs besides. */
export function createInk(colour: boolean): Ink {
  return colour
    ? { good: styled('cyan'), bad: styled('yellow'), faint: styled('dim'), strong: styled('bold') }
    : { good: plain, bad: plain, faint: plain, strong: plain }
}

/** What was measured or written by a page must not steer the terminal. */
export function harmless(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}/gu, ' ')
}
