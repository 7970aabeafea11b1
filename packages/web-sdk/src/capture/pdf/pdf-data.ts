/// <reference path="../../vite-modules.d.ts" />
/**
 * Where the data files of PDF.js lie: character maps of Chinese, Japanese and Korean fonts, standard fonts that PDFs
 * need not contain (but those that stand in for Helvetica: their licence is the GPL, and systems have one), and decoders of
 * JPEG 2000, JBIG2 and colour profiles. Each is fetched from beside the bundle when a document needs it, never from
 * another host.
 */
const addresses: Readonly<Record<string, string>> = {
  ...import.meta.glob('../../../node_modules/pdfjs-dist/cmaps/*.bcmap', {
    eager: true,
    query: '?url&no-inline',
    import: 'default',
  }),
  ...import.meta.glob('../../../node_modules/pdfjs-dist/standard_fonts/*.pfb', {
    eager: true,
    query: '?url&no-inline',
    import: 'default',
  }),
  ...import.meta.glob('../../../node_modules/pdfjs-dist/wasm/{jbig2,openjpeg,qcms_bg}.wasm', {
    eager: true,
    query: '?url&no-inline',
    import: 'default',
  }),
}

const byName = new Map(Object.entries(addresses).map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1), url]))

/** How PDF.js asks for them: its `BinaryDataFactory`. */
export class BundledData {
  /** @throws Error when there is no such file, or it cannot be had */
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const url = byName.get(filename)
    if (url === undefined) throw new Error(`PDF.js has no data file ${filename}`)
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url} was answered with ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }
}
