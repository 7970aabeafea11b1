import type { Failure } from '@mrtc/protocol'
import { type ErrorCode, MrtcError } from '@mrtc/protocol/errors'

/** A failure that the facade finds itself and that has a word of its own in the code tables. */
export class Fault extends MrtcError {
  readonly failure: Failure

  constructor(failure: Failure, code: ErrorCode, message: string, field?: string) {
    super(code, message, field === undefined ? {} : { field })
    this.failure = failure
  }
}

/** A parameter is wrong; `failure` where the guide has a number for just this one. */
export function parameterFault(field: string, message: string, failure: Failure = 'parameter'): Fault {
  return new Fault(failure, 'PARAMETER_INVALID', `${field}: ${message}`, field)
}

/** The call does not fit the controller's state. */
export function stateFault(message: string): Fault {
  return new Fault('state', 'NOT_IN_ROOM', message)
}
