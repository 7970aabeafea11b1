/** Who asks: what is added to each request before it is sent. */

/** Called for each attempt: a signature holds for one. */
export interface Credentials {
  authorise(request: Request): Request | Promise<Request>
}

const csrfHeader = 'x-csrf-token'

/**
 * Of a page of the console: the browser sends the cookie, this the token that belongs to it.
 * @param csrfToken of the session, asked for with each request; undefined before the login
 */
export function sessionCredentials(csrfToken: () => string | undefined): Credentials {
  return {
    authorise: (request) => {
      const token = csrfToken()
      if (request.method !== 'GET' && token !== undefined) request.headers.set(csrfHeader, token)
      return request
    },
  }
}
