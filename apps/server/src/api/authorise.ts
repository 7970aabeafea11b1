/** Decides whether somebody may call a route. */
import { ApiError } from '@mrtc/protocol/api'
import { isSameSignature } from '@mrtc/protocol/api/signing'
import { appOf, may, type Principal } from './principal.ts'
import type { Access, Method, Scope } from './route.ts'

export const csrfHeader = 'x-csrf-token'
/** RFC 9110, section 9.2.1: they change nothing. */
const safeMethods: ReadonlySet<string> = new Set<Method>(['GET'])

interface Asking {
  readonly principal: Principal
  readonly access: Access
  readonly method: Method
  /** Of the header. */
  readonly csrfToken: string | undefined
}

/** Without looking at what it is about. @throws ApiError CREDENTIALS_MISSING, PERMISSION_DENIED, CSRF_TOKEN_INVALID, PASSWORD_CHANGE_REQUIRED */
export function authorise({ principal, access, method, csrfToken }: Asking): void {
  if (access.by === 'everybody') return
  if (principal.kind === 'nobody') throw new ApiError('CREDENTIALS_MISSING')
  if (principal.kind === 'account') {
    const isProved = safeMethods.has(method) || isSameSignature(csrfToken ?? '', principal.csrfToken)
    if (!isProved) throw new ApiError('CSRF_TOKEN_INVALID', undefined, { field: csrfHeader })
    const mayNow = access.by === 'account' && access.duringPasswordChange === true
    if (principal.account.mustChangePassword && !mayNow) throw new ApiError('PASSWORD_CHANGE_REQUIRED')
  }
  if (access.by === 'account') {
    if (principal.kind !== 'account') throw new ApiError('PERMISSION_DENIED', 'This is for people who are logged in.')
    return
  }
  if (!may(principal, access.permission)) {
    const text = `This needs the permission ${access.permission}.`
    throw new ApiError('PERMISSION_DENIED', text, { data: { permission: access.permission } })
  }
}

interface Wanted {
  readonly principal: Principal
  readonly scope: Scope
  readonly params: Readonly<Record<string, string>>
  readonly queryBizName: string | undefined
}

/**
 * Keeps principals that are confined to a call app to it.
 * @returns the app to narrow a list to
 * @throws ApiError APP_OUT_OF_SCOPE, PERMISSION_DENIED or what the scope says is missing
 */
export async function confine({ principal, scope, params, queryBizName }: Wanted): Promise<string | undefined> {
  const own = appOf(principal)
  switch (scope.of) {
    case 'server':
      if (own !== undefined) throw new ApiError('APP_OUT_OF_SCOPE', 'This API key is for one call app only.')
      return undefined
    case 'path':
      if (own !== undefined && params.bizName !== own) throw new ApiError('APP_OUT_OF_SCOPE')
      return undefined
    case 'list':
      if (own !== undefined && queryBizName !== undefined && queryBizName !== own)
        throw new ApiError('APP_OUT_OF_SCOPE')
      return own ?? queryBizName
    case 'thing': {
      const bizName = await scope.appOf(params)
      if (bizName === undefined || (own !== undefined && bizName !== own)) throw new ApiError(scope.missing)
      return undefined
    }
  }
}
