import { type ApiClient, createApiClient, sessionCredentials } from '@mrtc/api-client'

/** Queries have their own way to try again, and somebody who waits for an answer sees why there is none. */
const once = { attempts: 1, waitMaxMs: 0 }

/** The HTTP API with the session of this page. */
export interface Api {
  /** A method for each operation. */
  readonly client: ApiClient
  /** What proves that changes come from this page; of the session. */
  setCsrfToken(token: string): void
}

/** @param url the server's origin */
export function createApi(url: string): Api {
  let csrfToken: string | undefined
  return {
    client: createApiClient({ url, credentials: sessionCredentials(() => csrfToken), retry: once }),
    setCsrfToken: (token) => {
      csrfToken = token
    },
  }
}
