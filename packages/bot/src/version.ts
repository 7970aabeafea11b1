import packageJson from '../package.json' with { type: 'json' }

/** Of this SDK. */
export const version: string = packageJson.version
