/** Hosts and the links between them, on this machine. */
export { bestBackend, type LabBackend } from './cable.ts'
export { type Cidr, Host } from './host.ts'
export { type LabCounters, NetLab, type NetLabOptions, netLabObstacle } from './netlab.ts'
