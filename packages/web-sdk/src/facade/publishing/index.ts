/** Our own streams: capturing, publishing, switching what they show, and their ends. */
export type { PublishedStream } from './published-stream.ts'
export { Publishing, type StreamObserver } from './publishing.ts'
export { Switching } from './switching.ts'
