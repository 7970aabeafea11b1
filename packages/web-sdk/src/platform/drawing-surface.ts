/** A canvas to draw on that no page shows. */
export interface DrawingSurface {
  readonly canvas: OffscreenCanvas
  readonly context: OffscreenCanvasRenderingContext2D
}

/** @throws Error when the browser has no memory left for it */
export function drawingSurface(width: number, height: number): DrawingSurface {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) throw new Error(`no canvas of ${width}x${height} can be had`)
  return { canvas, context }
}
