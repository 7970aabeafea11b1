/** Who asks. */
import { mayDo, type Permission } from '@mrtc/protocol/api'
import type { Account, ApiKey, ConsoleSession } from '../store/index.ts'

export type Principal =
  | { readonly kind: 'nobody' }
  /** In the console. */
  | {
      readonly kind: 'account'
      readonly account: Account
      readonly session: ConsoleSession
      /** What unsafe requests have to bring. */
      readonly csrfToken: string
    }
  | { readonly kind: 'apiKey'; readonly key: ApiKey }

export function may(principal: Principal, permission: Permission): boolean {
  switch (principal.kind) {
    case 'nobody':
      return false
    case 'account':
      return mayDo(principal.account.role, permission)
    case 'apiKey':
      return principal.key.permissions.includes(permission)
  }
}

/** The one call app that it is confined to; undefined: none. */
export function appOf(principal: Principal): string | undefined {
  return principal.kind === 'apiKey' ? principal.key.bizName : undefined
}

/** Unique among all that ask, also in stored data. */
export function principalId(principal: Principal): string {
  switch (principal.kind) {
    case 'nobody':
      return 'nobody'
    case 'account':
      return `account:${principal.account.accountId}`
    case 'apiKey':
      return `apiKey:${principal.key.keyId}`
  }
}
