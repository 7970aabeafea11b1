/** TURN servers of this platform: their settings, and credentials that each client gets for a limited time. */
export { type TurnConfig, turnConfigSchema } from './config.ts'
export { type TurnServers, turnServers } from './turn-servers.ts'
