import { supportOf } from '@mrtc/web-sdk'

/** What no call can do without; whether camera and microphone may be used is found out in the lobby. */
export const supportsCalls = (): boolean => supportOf('calls').state === 'full'
