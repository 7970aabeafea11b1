import { createConfig, lintFromString } from '@redocly/openapi-core'

export interface DocumentProblem {
  /** Where, as a JSON pointer. */
  readonly at: string
  readonly problem: string
}

/** Of the form, its references and names; taste (examples, contact) is left out. */
const rules = {
  struct: 'error',
  'no-unresolved-refs': 'error',
  'no-identical-paths': 'error',
  'no-ambiguous-paths': 'error',
  'no-duplicated-tag-names': 'error',
  'no-path-trailing-slash': 'error',
  'no-query-params-in-paths': 'error' as const,
  'no-invalid-schema-examples': 'error',
  'no-required-schema-properties-undefined': 'error',
  'no-schema-type-mismatch': 'error',
  'operation-2xx-response': 'error',
  'operation-4xx-response': 'error',
  'operation-operationId': 'error',
  'operation-operationId-unique': 'error',
  'operation-operationId-url-safe': 'error',
  'operation-parameters-unique': 'error',
  'operation-summary': 'error',
  'operation-tag-defined': 'error',
  'path-declaration-must-exist': 'error',
  'path-not-include-query': 'error',
  'path-parameters-defined': 'error',
  'security-defined': 'error',
} as const

/** @param text an OpenAPI document in JSON */
export async function problemsOfDocument(text: string): Promise<DocumentProblem[]> {
  const problems = await lintFromString({ source: text, config: await createConfig({ rules }) })
  return problems.map(({ message, location, ruleId }) => ({
    at: location[0]?.pointer ?? '#',
    problem: `${message} (${ruleId})`,
  }))
}
