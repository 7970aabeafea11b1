/** What the examples share: a canvas that moves, and a PDF. */

const size = { width: 320, height: 180 }
const redrawnEveryMs = 60
const hues = 360

export function movingCanvas(place: HTMLElement): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), size)
  place.append(canvas)
  const context = canvas.getContext('2d')
  let step = 0
  // What stands still gives no frames.
  setInterval(() => {
    if (context === null) return
    step += 1
    context.fillStyle = `hsl(${step % hues} 80% 50%)`
    context.fillRect(0, 0, size.width, size.height)
  }, redrawnEveryMs)
  return canvas
}

/** As short as PDFs can be; readers find the objects without a table of them. */
export function pdfOfTwoPages(): Blob {
  const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.width} ${size.height}] >>`
  const text = `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >> endobj
3 0 obj ${page} endobj
4 0 obj ${page} endobj
trailer << /Root 1 0 R >>
%%EOF`
  return new Blob([text], { type: 'application/pdf' })
}
