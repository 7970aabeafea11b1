/** PDF files for tests (ISO 32000-1), written by hand so that each is exactly what its test is about. */
import { createHash } from 'node:crypto'

export interface PdfPage {
  readonly width: number
  readonly height: number
  /** Red, green and blue, each 0 to 1: the whole page. */
  readonly colour: readonly [number, number, number]
  /** Chinese, in a font that the file names and does not contain. */
  readonly text?: string
}

const magic = '%PDF-1.4\n'
/** ISO 32000-1, 7.6.3.3: what passwords are filled up with. */
const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')
/** Everything is allowed. */
const permissions = -4
const fileId = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
/** 40 bits: the oldest of the standard handlers, and the shortest to write. */
const keyLength = 5
const fontSize = 60

const md5 = (...parts: readonly Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest()

/** Node's OpenSSL has it no more. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Array.from({ length: 256 }, (_, index) => index)
  const at = (index: number) => state[index & 255] ?? 0
  const swap = (a: number, b: number) => {
    const held = at(a)
    state[a] = at(b)
    state[b] = held
  }
  for (let i = 0, j = 0; i < state.length; i += 1) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 255
    swap(i, j)
  }
  let i = 0
  let j = 0
  return Buffer.from(data).map((byte) => {
    i = (i + 1) & 255
    j = (j + at(i)) & 255
    swap(i, j)
    return byte ^ at(at(i) + at(j))
  }) as Buffer
}

const hex = (data: Buffer) => `<${data.toString('hex')}>`

interface Lock {
  readonly key: Buffer
  /** The encryption dictionary. */
  readonly dictionary: string
}

/** ISO 32000-1, 7.6.3: the standard security handler, revision 2. */
function lockOf(password: string): Lock {
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, padding.length)
  const owner = rc4(md5(padded).subarray(0, keyLength), padded)
  const allowed = Buffer.alloc(4)
  allowed.writeInt32LE(permissions)
  const key = md5(padded, owner, allowed, fileId).subarray(0, keyLength)
  const user = rc4(key, padding)
  return {
    key,
    dictionary: `<< /Filter /Standard /V 1 /R 2 /O ${hex(owner)} /U ${hex(user)} /P ${permissions} >>`,
  }
}

/** 7.6.2, algorithm 1: each object has a key of its own. */
function encrypt({ key }: Lock, objectNumber: number, data: Buffer): Buffer {
  const suffix = Buffer.alloc(5)
  suffix.writeUIntLE(objectNumber, 0, 3)
  return rc4(md5(key, suffix).subarray(0, keyLength + suffix.length), data)
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16()

function contentOf({ width, height, colour, text }: PdfPage): Buffer {
  const rectangle = `${colour.join(' ')} rg 0 0 ${width} ${height} re f\n`
  const line = text === undefined ? '' : `0 g BT /F1 ${fontSize} Tf 20 ${height / 2} Td ${hex(utf16(text))} Tj ET\n`
  return Buffer.from(rectangle + line, 'latin1')
}

/** A PDF of these pages; with a password it opens with that alone. */
export function pdfOf(pages: readonly PdfPage[], password?: string): Buffer {
  const lock = password === undefined ? undefined : lockOf(password)
  const bodies: Buffer[] = []
  const add = (body: string | Buffer) => bodies.push(Buffer.from(body))
  // 1: catalogue, 2: list of pages, 3 to 5: the font, then two objects a page, the encryption last.
  const firstPage = 6
  add('<< /Type /Catalog /Pages 2 0 R >>')
  const kids = pages.map((_, index) => `${firstPage + 2 * index} 0 R`).join(' ')
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`)
  add('<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>')
  add(
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 ' +
      '/CIDSystemInfo << /Registry <41646f6265> /Ordering <474231> /Supplement 2 >> >>',
  )
  add(
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 ' +
      '/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  )
  for (const [index, page] of pages.entries()) {
    const number = firstPage + 2 * index
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] ` +
        `/Resources << /Font << /F1 3 0 R >> >> /Contents ${number + 1} 0 R >>`,
    )
    const plain = contentOf(page)
    const content = lock === undefined ? plain : encrypt(lock, number + 1, plain)
    add(Buffer.concat([Buffer.from(`<< /Length ${content.length} >>\nstream\n`), content, Buffer.from('\nendstream')]))
  }
  if (lock !== undefined) add(lock.dictionary)
  return written(bodies, lock !== undefined)
}

function written(bodies: readonly Buffer[], isLocked: boolean): Buffer {
  const parts: Buffer[] = [Buffer.from(magic)]
  let offset = magic.length
  const offsets: number[] = []
  for (const [index, body] of bodies.entries()) {
    offsets.push(offset)
    const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')])
    parts.push(object)
    offset += object.length
  }
  const size = bodies.length + 1
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const encryption = isLocked ? `/Encrypt ${bodies.length} 0 R ` : ''
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R ${encryption}/ID [${hex(fileId)} ${hex(fileId)}] >>\n`
  parts.push(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${entries}${trailer}startxref\n${offset}\n%%EOF\n`))
  return Buffer.concat(parts)
}
