/** What methods of the client take and answer, of the generated types. */
import type { operations } from './generated/types.ts'

/** `listApps`. */
export type OperationId = keyof operations

/** What every call may have beside its parameters. */
export interface CallOptions {
  /** Gives up. */
  readonly signal?: AbortSignal
  /**
   * Makes a POST one that is done once, also when it is called again within a day. @default a new one for each call, so
   * that it can be repeated when its answer is lost
   */
  readonly idempotencyKey?: string
  /** Further headers, such as `Range`. */
  readonly headers?: Readonly<Record<string, string>>
}

type Given<Name extends string, Value> = [Exclude<Value, undefined>] extends [never]
  ? unknown
  : undefined extends Value
    ? { readonly [N in Name]?: Exclude<Value, undefined> }
    : { readonly [N in Name]: Value }

type JsonOf<R> = R extends { content: { 'application/json': infer B } } ? B : never

type BodyOf<R> = [Exclude<R, undefined>] extends [never]
  ? unknown
  : undefined extends R
    ? { readonly body?: JsonOf<Exclude<R, undefined>> }
    : { readonly body: JsonOf<R> }

type RequestBody<O> = O extends { requestBody?: unknown } ? O['requestBody'] : never

type Parameter<O, Place extends 'path' | 'query'> = O extends { parameters: { [P in Place]?: unknown } }
  ? O['parameters'][Place]
  : never

/** What a call of this operation takes: `{ path, query, body }`, where it has them, and options. */
export type ApiCallOf<Id extends OperationId> = Given<'path', Parameter<operations[Id], 'path'>> &
  Given<'query', Parameter<operations[Id], 'query'>> &
  BodyOf<RequestBody<operations[Id]>> &
  CallOptions

type SuccessStatus = 200 | 201 | 202

type ContentOf<R> = R extends { content: infer C }
  ? C extends { 'application/json': infer J }
    ? J
    : keyof C extends `text/${string}`
      ? string
      : Response
  : undefined

type Responses<Id extends OperationId> = operations[Id]['responses']
type SuccessOf<R> = { [S in keyof R & SuccessStatus]: ContentOf<R[S]> }[keyof R & SuccessStatus]

/** What a call of this operation resolves to: its JSON, a text, a `Response` to read from, or nothing. */
export type AnswerOf<Id extends OperationId> = [keyof Responses<Id> & SuccessStatus] extends [never]
  ? undefined
  : SuccessOf<Responses<Id>>

/** A method of the client. */
export type ApiCall<Id extends OperationId> =
  Record<never, never> extends ApiCallOf<Id>
    ? (call?: ApiCallOf<Id>) => Promise<AnswerOf<Id>>
    : (call: ApiCallOf<Id>) => Promise<AnswerOf<Id>>

/** A method for each operation, named by its `operationId`. */
export type ApiClient = { readonly [Id in OperationId]: ApiCall<Id> }
