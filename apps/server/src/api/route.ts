/** A route of the API, declared once: what it takes and answers, who may, what it does. The API document derives from it. */
import type { Readable } from 'node:stream'
import type { ApiErrorCode, Permission } from '@mrtc/protocol/api'
import type * as z from 'zod'
import type { Principal } from './principal.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Whose the thing is that a route is about. Checked before its handler for principals that are confined to one call app.
 * - `server`: nobody's in particular; refused to the confined
 * - `path`: of the app that the path names as `{bizName}`
 * - `list`: of several; the handler narrows to `context.app`, which a query parameter `bizName` may name
 * - `thing`: of the app that `appOf` finds for it. Undefined, or another app's for the confined: `missing`, so that
 *   nobody learns of others' things
 */
export type Scope =
  | { readonly of: 'server' }
  | { readonly of: 'path' }
  | { readonly of: 'list' }
  | {
      readonly of: 'thing'
      readonly appOf: (params: Readonly<Record<string, string>>) => Promise<string | undefined>
      readonly missing: ApiErrorCode
    }

/**
 * Who may call a route.
 * - `permission`: accounts whose role has it, API keys that were given it
 * - `account`: anybody who is logged in, for what is their own; no API keys
 * - `everybody`: also without logging in
 */
export type Access =
  | { readonly by: 'permission'; readonly permission: Permission; readonly scope: Scope }
  | { readonly by: 'account'; readonly duringPasswordChange?: boolean }
  | { readonly by: 'everybody' }

/** What comes back: JSON of a schema, nothing, or other content (a file, CSV). */
export type Answer =
  | { readonly status: 200 | 201 | 202; readonly json: z.ZodType }
  | { readonly status: 204 }
  | {
      readonly status: 200
      /** One of them, where there are several: the handler says which as a header. */
      readonly contentType: string | readonly string[]
      /** Answers ranges of it, too: 206 and 416 (RFC 9110, section 14). */
      readonly hasRanges?: boolean
    }

/** What other content may be. */
export function contentTypesOf({
  contentType,
}: {
  readonly contentType: string | readonly string[]
}): readonly string[] {
  return typeof contentType === 'string' ? [contentType] : contentType
}

/** Of a handler that answers other content. */
export interface Content {
  readonly body: string | Buffer | Readable
  readonly headers?: Readonly<Record<string, string>>
  /** For example 206 for a part. */
  readonly status?: number
}

/** What a request changed, for the audit log. Secrets have no place in it. */
export interface Change {
  /** The id of what was changed. */
  readonly target: string
  readonly bizName?: string | undefined
  readonly before?: unknown
  readonly after?: unknown
}

export interface Context<P, Q, B> {
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly principal: Principal
  /** The call app to narrow a list to; undefined: all of them. Only with the scope `list`. */
  readonly app: string | undefined
  /** Takes note of a change for the audit log, where an entry stands since before the handler began. */
  changed(change: Change): void
  readonly request: RequestFacts
  /** Sets a header of the answer. */
  header(name: string, value: string): void
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal
}

export interface RequestFacts {
  /** As received: HEAD reaches routes of GET, and wants the headers alone. */
  readonly method: string
  readonly requestId: string
  /** Of the client. */
  readonly address: string
  readonly userAgent: string
  /** As received, names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly isSecure: boolean
  readonly host: string
}

export interface RouteDefinition<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  A extends Answer = Answer,
> {
  /** Unique; a client's method gets this name. */
  readonly operationId: string
  readonly method: Method
  /** Below /api/v1, with parameters in braces: `/apps/{bizName}`. */
  readonly path: string
  /** The resource, for the document's chapters. */
  readonly tag: string
  /** One line. */
  readonly summary: string
  readonly description?: string
  readonly access: Access
  /** An object with a text field for each parameter of the path. */
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly answer: A
  /** Errors of its own, besides those that every route may give. */
  readonly errors?: readonly ApiErrorCode[]
  /** The action in the audit log. Every route but GET says it, or why there is none: `{ none: 'asks only' }`. */
  readonly audit?: string | { readonly none: string }
  /** Of the body. Default 64 KiB. */
  readonly bodyLimitBytes?: number
  readonly handle: (context: Context<z.output<P>, z.output<Q>, z.output<B>>) => Promise<AnswerOf<A>> | AnswerOf<A>
}

type AnswerOf<A extends Answer> = A extends { readonly json: infer S extends z.ZodType }
  ? z.input<S>
  : A extends { readonly contentType: string | readonly string[] }
    ? Content
    : undefined

/** A route whose types have been checked against each other. */
export type Route = Omit<RouteDefinition, 'handle'> & {
  readonly handle: (context: Context<unknown, unknown, unknown>) => Promise<unknown>
}

type Nothing = z.ZodType<undefined>

/** Declares a route; types of the handler come from its schemas. */
export function route<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
  A extends Answer = Answer,
>(definition: RouteDefinition<P, Q, B, A>): Route {
  const { handle } = definition
  return {
    ...definition,
    handle: async (context) => handle(context as Context<z.output<P>, z.output<Q>, z.output<B>>),
  }
}
