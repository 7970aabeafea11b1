/**
 * Settings: one schema, read from defaults, a YAML file, the environment and the caller, in this order. The environment
 * name of a setting is its path in capitals: `signaling.sessionTtlMs` is MRTC_SIGNALING_SESSION_TTL_MS. `main.ts --help`
 * prints them all.
 */
export { settingsHelp } from './help.ts'
export { type LoadConfigOptions, loadConfig, redactConfig } from './load.ts'
export type { Config, ConfigOverrides, SignalingConfig } from './schema.ts'
