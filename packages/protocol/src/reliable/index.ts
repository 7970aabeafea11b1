/** The hop layer of reliable sessions (architecture, "Reliable sessions", 1), the same code on both ends. */
export { type Arrival, type Numbered, ReliableLink } from './link.ts'
