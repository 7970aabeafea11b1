/**
 * Links to a call: `/call/<roomId>#<rtoken>`, with `&direct` behind it for media straight from page to page. The token is
 * in the fragment, which browsers send to no server.
 */

export interface CallAddress {
  readonly roomId: string
  readonly rtoken: string
  /** Media goes straight from page to page while two are in the room: both have to ask for it. */
  readonly direct?: true
}

/** What an address of this app shows. */
export type Destination =
  | { readonly to: 'home' }
  | { readonly to: 'new'; readonly direct?: true }
  | { readonly to: 'call'; readonly address: CallAddress }
  /** A link to a call that was not copied whole. */
  | { readonly to: 'brokenLink' }
  | { readonly to: 'nowhere' }

const directMark = 'direct'
const callPath = /^\/call\/([^/]+)\/?$/
/** What the protocol allows for both, see `room.join`. */
const maxLength = 64

const decode = (part: string): string | undefined => {
  try {
    const text = decodeURIComponent(part).trim()
    return text.length >= 1 && text.length <= maxLength ? text : undefined
  } catch {
    return undefined
  }
}

export const destinationOf = (path: string, hash: string): Destination => {
  if (path === '/' || path === '') return { to: 'home' }
  if (/^\/new\/?$/.test(path)) return { to: 'new' }
  if (!path.startsWith('/call')) return { to: 'nowhere' }
  const roomId = decode(callPath.exec(path)?.[1] ?? '')
  const [token = '', ...marks] = hash.replace(/^#/, '').split('&')
  const rtoken = decode(token)
  if (roomId === undefined || rtoken === undefined) return { to: 'brokenLink' }
  return { to: 'call', address: { roomId, rtoken, ...(marks.includes(directMark) ? { direct: true } : {}) } }
}

export const pathOfCall = ({ roomId, rtoken, direct }: CallAddress): string =>
  `/call/${encodeURIComponent(roomId)}#${encodeURIComponent(rtoken)}${direct ? `&${directMark}` : ''}`

/** What one person sends another. */
export const linkToCall = (origin: string, address: CallAddress): string => `${origin}${pathOfCall(address)}`

/** Reads what a person pasted: a link, or a link without its protocol. Undefined when it is no link to a call. */
export const parseCallLink = (text: string): CallAddress | undefined => {
  const match = /(\/call\/[^/#?\s]+)\/?(?:\?[^#\s]*)?(#\S+)/.exec(text.trim())
  if (match === null) return undefined
  const destination = destinationOf(match[1] ?? '', match[2] ?? '')
  return destination.to === 'call' ? destination.address : undefined
}
