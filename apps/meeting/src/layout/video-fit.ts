/** At least this part of a picture must stay visible for cropping to be worth it. */
const minVisible = 0.55

/** Whether a picture fills its tile, cropped, or is shown whole with bars: a phone held upright in a wide tile is. */
export const fitOf = (videoAspect: number | undefined, tileAspect: number): 'cover' | 'contain' => {
  if (videoAspect === undefined) return 'cover'
  const visible = Math.min(videoAspect / tileAspect, tileAspect / videoAspect)
  return visible < minVisible ? 'contain' : 'cover'
}
