/** Which simulcast layer a picture of some size needs. Pure. */

/** The layers halve the height each, the highest is the camera's own: 720p gives 180, 360 and 720 lines. */
const layerHeights = [180, 360] as const
/** A picture must be this much over a border before it changes layer, so that a resize does not switch back and forth. */
const slack = 0.15

/**
 * @param heightPx of the place in device pixels
 * @param current the layer that it has now, undefined at first
 */
export const layerFor = (heightPx: number, current: number | undefined): number => {
  const borderIndex = (scale: number) => {
    const index = layerHeights.findIndex((border) => heightPx <= border * scale)
    return index === -1 ? layerHeights.length : index
  }
  if (current === undefined) return borderIndex(1)
  const up = borderIndex(1 + slack)
  if (up > current) return up
  const down = borderIndex(1 - slack)
  return down < current ? down : current
}
