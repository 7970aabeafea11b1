/**
 * Client of the HTTP API (`/api/v1`), generated from its OpenAPI document: a method for each operation, with the types
 * of its schemas. Runs in browsers with the console's session, and with an API key through `@mrtc/api-client/signed`.
 * `npm run api:types` writes `generated/` anew when routes have changed.
 */
export {
  type AnswerOf,
  type ApiCall,
  type ApiCallOf,
  type ApiClient,
  type ApiClientOptions,
  createApiClient,
  type OperationId,
} from './client.ts'
export { type Credentials, sessionCredentials } from './credentials.ts'
export { ApiError } from './error.ts'
export { operationRoutes } from './generated/operations.ts'
export type { components, operations, paths } from './generated/types.ts'
export { eachItem } from './pages.ts'
export type { RetryPolicy } from './retry.ts'
