/** What those who watch a feed need of its video. */
export interface VideoDemand {
  /** What the best of them can take; undefined while that is all. */
  readonly maxBitrateBps: number | undefined
  /** The highest layer that anybody wants: `null` none, undefined all. */
  readonly maxSpatialLayer: number | null | undefined
}

export const everythingWanted: VideoDemand = { maxBitrateBps: undefined, maxSpatialLayer: undefined }

/** @param layer from 0, the lowest */
export function isLayerWanted({ maxSpatialLayer }: VideoDemand, layer: number): boolean {
  return maxSpatialLayer === undefined || (maxSpatialLayer !== null && layer <= maxSpatialLayer)
}
