import { watchElement } from '../../viewing/index.ts'
import type { ElementTarget } from '../config/index.ts'
import type { Page } from './page.ts'

function find(target: ElementTarget): HTMLElement | undefined {
  return (typeof target === 'string' ? document.getElementById(target) : target) ?? undefined
}

/** Events that browsers count as activation by the person (HTML, section 6.4.1). */
const gestures = ['pointerup', 'keydown', 'touchend'] as const

export function browserPage(): Page {
  return {
    mediaElement: (target) => {
      const element = find(target)
      return element instanceof HTMLMediaElement ? element : undefined
    },
    element: find,
    label: find,
    watchView: (element, onView) => (element instanceof Element ? watchElement(element, onView) : () => {}),
    createStream: (tracks) => new MediaStream([...tracks]),
    onNextGesture: (callback) => {
      const registration = new AbortController()
      const once = () => {
        registration.abort()
        callback()
      }
      for (const gesture of gestures) {
        document.addEventListener(gesture, once, { capture: true, signal: registration.signal })
      }
      return () => registration.abort()
    },
  }
}
