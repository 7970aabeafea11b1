/** How an element is seen just now. */
export interface ElementView {
  /** Some of it is in sight, and the tab is in front. */
  readonly isVisible: boolean
  /** In device pixels. */
  readonly heightPx: number
}

/** More pixels than these are not told apart at the distance of a screen. */
const maxPixelRatio = 2

/**
 * Tells how an element is seen, at once and whenever that changes. A browser without IntersectionObserver takes all of a
 * tab in front for visible; without ResizeObserver sizes are looked at when the window changes its own.
 * @returns a function that ends it
 */
export function watchElement(element: Element, onView: (view: ElementView) => void): () => void {
  const ending = new AbortController()
  const { signal } = ending
  const ends: (() => void)[] = [() => ending.abort()]
  let isInSight = typeof IntersectionObserver !== 'function'
  let told: ElementView | undefined

  const look = () => {
    if (signal.aborted) return
    const isInWindow = document.pictureInPictureElement === element
    const isVisible = isInWindow || (isInSight && document.visibilityState !== 'hidden')
    const heightPx = Math.round(element.getBoundingClientRect().height * Math.min(devicePixelRatio, maxPixelRatio))
    if (told?.isVisible === isVisible && told.heightPx === heightPx) return
    told = { isVisible, heightPx }
    onView(told)
  }

  if (typeof IntersectionObserver === 'function') {
    const observer = new IntersectionObserver((entries) => {
      isInSight = entries.at(-1)?.isIntersecting ?? isInSight
      look()
    })
    observer.observe(element)
    ends.push(() => observer.disconnect())
  }
  if (typeof ResizeObserver === 'function') {
    const observer = new ResizeObserver(look)
    observer.observe(element)
    ends.push(() => observer.disconnect())
  }
  // Also when it goes to a screen of other pixels.
  addEventListener('resize', look, { signal })
  document.addEventListener('visibilitychange', look, { signal })
  for (const change of ['enterpictureinpicture', 'leavepictureinpicture']) {
    element.addEventListener(change, look, { signal })
  }
  look()
  return () => {
    for (const end of ends) end()
  }
}
