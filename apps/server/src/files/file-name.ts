import { limits, MrtcError } from '@mrtc/protocol'

/** Control characters, and those that turn the direction of writing round, so that `exe.gpj` reads as `jpg.exe`. */
const unwanted = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu
const lastSegment = /[^/\\]*$/

/**
 * The name as others may see it: of a path its last part, without characters that deceive. It never names anything on
 * this machine. @throws MrtcError PARAMETER_INVALID when nothing is left
 */
export function cleanFileName(name: string): string {
  const last = lastSegment.exec(name.replace(unwanted, ''))?.[0].trim() ?? ''
  if (last === '' || /^\.+$/.test(last)) {
    throw new MrtcError('PARAMETER_INVALID', 'name: is no name for a file.', { field: 'name' })
  }
  if (last.length <= limits.fileNameLength) return last
  const message = `name: has ${last.length} characters, at most ${limits.fileNameLength} are allowed.`
  throw new MrtcError('PARAMETER_INVALID', message, { field: 'name' })
}

/** Makes a browser keep the file under its name and never open it in our pages' place: RFC 6266, RFC 8187. */
export function attachmentHeader(name: string): string {
  const ascii = name.replace(/[^ -~]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
