/** Where pictures are in the picture of a recording. */
import type { RecordingLayout } from '@mrtc/protocol'

export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Placed {
  readonly feedId: string
  readonly tag: string
}

/** A row of small pictures takes this share of the height. */
const smallRowShare = 0.25

/** From the lowest to the topmost. A feed without a place is not seen. */
export function placesOf<F extends Placed>(
  layout: RecordingLayout,
  feeds: readonly F[],
  size: { readonly width: number; readonly height: number },
): { readonly feed: F; readonly place: Place }[] {
  switch (layout.kind) {
    case 'tile':
      return pair(ordered(feeds, layout.tags), tiles(feeds.length, { x: 0, y: 0, ...size }))
    case 'spotlight':
      return pair(ordered(feeds, layout.tags), spotlight(feeds.length, size))
    case 'positions':
      return layout.positions.flatMap(({ tag, ...place }) =>
        feeds.filter((feed) => feed.tag === tag).map((feed) => ({ feed, place: within(place, size) })),
      )
  }
}

function pair<F>(feeds: readonly F[], places: readonly Place[]): { feed: F; place: Place }[] {
  return feeds.flatMap((feed, index) => {
    const place = places[index]
    return place ? [{ feed, place }] : []
  })
}

function ordered<F extends Placed>(feeds: readonly F[], tags: readonly string[] = []): F[] {
  const rank = ({ tag }: F) => {
    const index = tags.indexOf(tag)
    return index < 0 ? tags.length : index
  }
  return feeds.toSorted((a, b) => rank(a) - rank(b))
}

/** As square a grid as holds them; the last row is in the middle. */
function tiles(count: number, area: Place): Place[] {
  const columns = Math.ceil(Math.sqrt(count))
  const rows = Math.ceil(count / columns)
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = row < rows - 1 ? columns : count - columns * (rows - 1)
    const width = even(area.width / columns)
    const height = even(area.height / rows)
    const left = area.x + even((area.width - inRow * width) / 2)
    return { x: left + (index % columns) * width, y: area.y + row * height, width, height }
  })
}

function spotlight(count: number, { width, height }: { width: number; height: number }): Place[] {
  if (count <= 1) return tiles(count, { x: 0, y: 0, width, height })
  const smallHeight = even(height * smallRowShare)
  const small = count - 1
  const smallWidth = even(Math.min(width / small, (smallHeight * width) / height))
  const left = even((width - small * smallWidth) / 2)
  const y = height - smallHeight
  return [
    { x: 0, y: 0, width, height: y },
    ...Array.from({ length: small }, (_, index) => ({
      x: left + index * smallWidth,
      y,
      width: smallWidth,
      height: smallHeight,
    })),
  ]
}

function within(place: Place, size: { width: number; height: number }): Place {
  const x = Math.min(even(place.x), size.width - 2)
  const y = Math.min(even(place.y), size.height - 2)
  return {
    x,
    y,
    width: even(Math.min(place.width, size.width - x)),
    height: even(Math.min(place.height, size.height - y)),
  }
}

/** Pictures have half as many points of colour in both directions. */
function even(value: number): number {
  return Math.max(0, Math.floor(value / 2) * 2)
}
