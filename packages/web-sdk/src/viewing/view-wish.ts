/** What to ask of a picture, from how it is seen. Pure, on times that are handed in. */
import { layerFor } from './layer-for.ts'

/** Out of sight for so long, and the picture is paused: whoever scrolls past or turns a page back finds it still there. */
export const pauseAfterMs = 3_000
/** Of a picture that was never seen: its place may be about to be laid out. */
export const pauseUnseenAfterMs = 500
/** A window that is dragged to another size changes its pictures many times a second. */
export const settleMs = 400

export interface ViewWish {
  /** The highest layer that is asked for, from 0; `null` none, undefined nothing yet, which is all. */
  readonly asked: number | null | undefined
  /** Since when something else is wanted. */
  readonly otherSinceMs: number | undefined
}

export const noWish: ViewWish = { asked: undefined, otherSinceMs: undefined }

export interface WishStep {
  readonly wish: ViewWish
  /** When to look again if nothing changes until then. */
  readonly againAtMs?: number
}

/**
 * What comes into sight is asked for at once; what is to change its size, once it has settled; what is out of sight is
 * paused after a while.
 * @param heightPx of the largest place where it is seen, in device pixels; undefined while there is none
 */
export function nextWish(before: ViewWish, heightPx: number | undefined, nowMs: number): WishStep {
  const { asked } = before
  const wanted = heightPx === undefined ? null : layerFor(heightPx, asked ?? undefined)
  if (wanted === asked) return { wish: { asked, otherSinceMs: undefined } }
  const otherSinceMs = before.otherSinceMs ?? nowMs
  const dueMs = otherSinceMs + delayMs(asked, wanted)
  if (nowMs >= dueMs) return { wish: { asked: wanted, otherSinceMs: undefined } }
  return { wish: { asked, otherSinceMs }, againAtMs: dueMs }
}

function delayMs(asked: number | null | undefined, wanted: number | null): number {
  if (wanted === null) return asked === undefined ? pauseUnseenAfterMs : pauseAfterMs
  return asked === null || asked === undefined ? 0 : settleMs
}
