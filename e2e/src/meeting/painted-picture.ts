import type { Page } from 'puppeteer-core'

/** A PNG of stripes in the colours of an evening, drawn by the browser. */
export async function paintedPicture(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 1_280
    canvas.height = 720
    const context = canvas.getContext('2d')
    for (const [index, colour] of ['#2b2d6e', '#e8743b', '#f9d976'].entries()) {
      if (context) context.fillStyle = colour
      for (let left = index * 16; left < canvas.width; left += 48) context?.fillRect(left, 0, 16, canvas.height)
    }
    return canvas.toDataURL('image/png')
  })
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}
