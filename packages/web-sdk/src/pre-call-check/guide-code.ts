import { codeFor, type Failure, type Operation, webCodes } from '@mrtc/protocol'
import type { MrtcError } from '@mrtc/protocol/errors'
import type { CheckName } from './check-result.ts'

/** Which call of the guide would have failed, and as what, where the error does not say it. */
const failures: Readonly<Partial<Record<CheckName, { readonly operation: Operation; readonly failure?: Failure }>>> = {
  browser: { operation: 'changeStream', failure: 'unsupported' },
  microphone: { operation: 'changeStream', failure: 'audioCaptureFailed' },
  camera: { operation: 'changeStream', failure: 'videoCaptureFailed' },
  socket: { operation: 'connect' },
  signature: { operation: 'connect' },
  udp: { operation: 'publish', failure: 'mediaTimeout' },
  tcp: { operation: 'publish', failure: 'mediaTimeout' },
}

/** The number that the guide (6.3.4) has for this; it knows neither TURN servers nor bandwidth. */
export function guideCodeOf(check: CheckName, error: MrtcError): number | undefined {
  const found = failures[check]
  if (found === undefined || error.code === 'REQUEST_ABORTED') return undefined
  return codeFor(webCodes, found.operation, found.failure ?? error)
}
