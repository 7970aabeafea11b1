import type { Session } from '../api/index.ts'

/** Whether somebody is logged in. */
export type SessionState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown; readonly retry: () => void }
  /** `wasOver`: it ended while the console was in use. */
  | { readonly state: 'loggedOut'; readonly wasOver: boolean }
  | { readonly state: 'loggedIn'; readonly session: Session }
