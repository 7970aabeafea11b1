/** Networks for tests: hosts in network namespaces, and links between them that behave as badly as wanted. */
export type { PortCounters } from './emulator/control.ts'
export * from './lab/index.ts'
export * from './link/index.ts'
export * from './relay/index.ts'
