/** Writes `generated/` from an OpenAPI document of the server. */
import openapiTS, { astToString } from 'openapi-typescript'
import type { OperationRoute } from '../client.ts'

export interface Generated {
  /** Of the file, below `generated/`. */
  readonly name: 'types.ts' | 'operations.ts'
  readonly text: string
}

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly responses: Readonly<Record<string, AnswerObject>>
}

interface AnswerObject {
  readonly description?: string
  readonly content?: Readonly<Record<string, unknown>>
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

const idempotencyHeader = 'idempotency-key'
const problemContent = 'application/problem+json'
const isSuccess = (status: string) => status.startsWith('2')
const written = '/** Written by `npm run api:types` from the OpenAPI document: change routes, not this. */'

export async function generate(document: OpenApiDocument): Promise<Generated[]> {
  const types = await openapiTS(JSON.stringify(withOneProblem(document)), { alphabetize: true })
  const routes = Object.entries(document.paths)
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => routeOf(path, method, operation)),
    )
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const table = routes.map(([id, route]) => `  ${id}: ${JSON.stringify(route)},`).join('\n')
  return [
    { name: 'types.ts', text: `${written}\n${astToString(types)}` },
    {
      name: 'operations.ts',
      text: [
        written,
        "import type { OperationRoute } from '../client.ts'",
        "import type { operations } from './types.ts'",
        '',
        `export const operationRoutes: Readonly<Record<keyof operations, OperationRoute>> = {\n${table}\n}\n`,
      ].join('\n'),
    },
  ]
}

/** All errors have one form: said once an operation instead of for each status, the types are a quarter as long. */
function withOneProblem(document: OpenApiDocument): OpenApiDocument {
  const mapValues = <T>(of: Readonly<Record<string, T>>, change: (value: T) => T) =>
    Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value)]))
  const shortened = (operation: Operation): Operation => {
    const answers = Object.entries(operation.responses)
    const problem = answers.find(([, { content }]) => content && problemContent in content)?.[1]
    return {
      ...operation,
      responses: {
        ...Object.fromEntries(answers.filter(([status]) => isSuccess(status))),
        ...(problem ? { default: { ...problem, description: 'What went wrong.' } } : {}),
      },
    }
  }
  return { ...document, paths: mapValues(document.paths, (operations) => mapValues(operations, shortened)) }
}

function routeOf(path: string, method: string, operation: Operation): [id: string, route: OperationRoute] {
  const { operationId, parameters = [], responses } = operation
  const isRepeatable = parameters.some(({ name }) => name.toLowerCase() === idempotencyHeader)
  const success = Object.keys(responses).find(isSuccess)
  const contentTypes = Object.keys((success && responses[success]?.content) || {})
  const route: OperationRoute = {
    method: method.toUpperCase() as OperationRoute['method'],
    path,
    answer: answerOf(contentTypes),
    ...(isRepeatable ? { isRepeatable } : {}),
  }
  return [operationId, route]
}

function answerOf([contentType]: readonly string[]): OperationRoute['answer'] {
  if (contentType === undefined) return 'nothing'
  if (contentType === 'application/json') return 'json'
  return contentType.startsWith('text/') ? 'text' : 'response'
}
