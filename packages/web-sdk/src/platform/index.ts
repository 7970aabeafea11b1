/** What browsers offer beyond TypeScript's DOM types, found by asking and not by the browser's name. */
export { type DrawingSurface, drawingSurface } from './drawing-surface.ts'
export { createTrackOfFrames, type GeneratedTrack } from './generated-track.ts'
export { saveFile } from './save-file.ts'
export { canReadFrames, readFrames } from './track-frames.ts'
