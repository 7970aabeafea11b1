export interface TextPart {
  readonly text: string
  /** Where it leads to, when it is a link. */
  readonly href?: string
}

const urlPattern = /https?:\/\/[^\s<>"'）】。，]+/g
/** Belongs to the sentence, not to the link before it. */
const trailing = /[.,;:!?)\]]+$/

/** Splits a text into links and what is between them. Only http and https become links. */
export const linkify = (text: string): TextPart[] => {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(urlPattern)) {
    const url = match[0].replace(trailing, '')
    if (match.index > end) parts.push({ text: text.slice(end, match.index) })
    parts.push({ text: url, href: url })
    end = match.index + url.length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}
