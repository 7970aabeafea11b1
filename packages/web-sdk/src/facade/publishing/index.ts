/** What we publish: from capture through the own picture to the feed in the room. */
export { Publishing } from './publishing.ts'
