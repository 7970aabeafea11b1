import { MrtcError } from '@mrtc/protocol'
import { fileTypeFromBuffer } from 'file-type'

/** Enough for every format that can be told by its beginning. */
export const sniffBytes = 64 * 1024
/** As soon as this much is there, the type is decided. */
export const sniffAtLeastBytes = 4_100
const plainText = 'text/plain'
const archiveType = 'application/zip'
const unknownBinary = 'application/octet-stream'
/** Text that browsers would run or fetch things for: handed out as what it also is, text. */
const activeTypes: ReadonlySet<string> = new Set(['application/xml', 'text/html', 'image/svg+xml', 'text/xml'])

/** What a file is by its first bytes. Neither its name nor what its sender says counts: a renamed page is no picture. */
export async function sniffType(beginning: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(beginning)
  if (found !== undefined && !activeTypes.has(found.mime)) return found.mime
  return isText(beginning) ? plainText : unknownBinary
}

/** @throws MrtcError FILE_TYPE_REFUSED saying what is allowed */
export function assertTypeAllowed(mimeType: string, allowedTypes: readonly string[]): void {
  const [family] = mimeType.split('/', 1)
  const isAllowed = allowedTypes.some(
    (allowed) => allowed === '*/*' || allowed === mimeType || allowed === `${family}/*`,
  )
  if (isAllowed) return
  const remedy = allowedTypes.includes(archiveType) ? 'pack it into a ZIP archive' : 'send it in another form'
  const message = `Files of type ${mimeType} may not be sent here: ${remedy}.`
  throw new MrtcError('FILE_TYPE_REFUSED', message, { field: 'file', data: { mimeType, allowedTypes } })
}

function isText(beginning: Buffer): boolean {
  if (beginning.includes(0)) return false
  try {
    // As a stream: the last character may be cut.
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true })
    return true
  } catch {
    return false
  }
}
