/** Call apps as the running server sees them: their function settings, at hand and up to date within a second. */
export { AppDirectory, type AppSettingsLookup } from './directory.ts'
export { type AppSettings, appSettingsSchema, defaultAppSettings, type VideoCodec, videoCodecs } from './settings.ts'
