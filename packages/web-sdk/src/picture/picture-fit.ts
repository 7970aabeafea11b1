export interface Size {
  readonly width: number
  readonly height: number
}

export interface Rectangle extends Size {
  readonly x: number
  readonly y: number
}

/** The size of a picture of `source`: what was asked for; a side not asked for follows from the other. */
export function pictureSize(source: Size, wanted: Partial<Size>): Size {
  const { width, height } = wanted
  if (width !== undefined && height !== undefined) return { width, height }
  if (width !== undefined) return { width, height: Math.max(1, Math.round((width * source.height) / source.width)) }
  if (height !== undefined) return { width: Math.max(1, Math.round((height * source.width) / source.height)), height }
  return source
}

/** Where `source` stands in `target`: whole, as large as it fits, in the middle, never distorted. */
export function pictureFit(source: Size, target: Size): Rectangle {
  const scale = Math.min(target.width / source.width, target.height / source.height)
  const width = source.width * scale
  const height = source.height * scale
  return { x: (target.width - width) / 2, y: (target.height - height) / 2, width, height }
}
