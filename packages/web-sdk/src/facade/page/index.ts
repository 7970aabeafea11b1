/** The web page that an application shows streams on: its elements, and playing media in them. */
export { browserPage } from './browser-page.ts'
export type { LabelElement, MediaElement, Page } from './page.ts'
export { Player } from './player.ts'
