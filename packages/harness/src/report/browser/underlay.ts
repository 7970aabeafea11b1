import type uPlot from 'uplot'
import type { PlotMark } from '../plots/data.ts'

/** The faintest and the added strength of a second that was frozen throughout. */
const faintestOpacity = 0.08
const addedOpacity = 0.25
const percent = 100

/** Shades each second by its share, behind the lines. */
export function drawShade(
  u: uPlot,
  seconds: readonly number[],
  shares: readonly (number | null)[],
  colour: string,
): void {
  const { ctx, bbox } = u
  ctx.save()
  ctx.fillStyle = colour
  for (const [i, second] of seconds.entries()) {
    const share = shares[i] ?? 0
    if (share <= 0) continue
    const from = u.valToPos(seconds[i - 1] ?? 0, 'x', true)
    const to = u.valToPos(second, 'x', true)
    ctx.globalAlpha = faintestOpacity + addedOpacity * Math.min(1, share / percent)
    ctx.fillRect(from, bbox.top, to - from, bbox.height)
  }
  ctx.restore()
}

/** A vertical line an event, with its number above the plot. */
export function drawMarks(u: uPlot, marks: readonly PlotMark[], colour: string): void {
  const { ctx, bbox } = u
  const ratio = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = colour
  ctx.fillStyle = colour
  ctx.lineWidth = ratio
  ctx.font = `${10 * ratio}px system-ui, sans-serif`
  ctx.textAlign = 'center'
  ctx.textBaseline = 'bottom'
  let lastNumberX = Number.NEGATIVE_INFINITY
  for (const [i, { atSeconds }] of marks.entries()) {
    const x = Math.round(u.valToPos(atSeconds, 'x', true))
    ctx.setLineDash([3 * ratio, 3 * ratio])
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    // Numbers that would touch the one before are left out: the line and the list still tell.
    if (x - lastNumberX < 12 * ratio) continue
    ctx.fillText(String(i + 1), x, bbox.top - ratio)
    lastNumberX = x
  }
  ctx.restore()
}
