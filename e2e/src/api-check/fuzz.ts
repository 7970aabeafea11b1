/** Has schemathesis ask every operation of a server. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Target } from './target.ts'

const pythonVariable = 'MRTC_SCHEMATHESIS_PYTHON'
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
]
/** What is not asked, and why. What would end the own key, account or login is left out one by one, see hooks.py. */
export const leftOut = { logout: 'ends the login that all further requests of people need' } as const

/** Kinds of tests: limits of each parameter, anything at random, and requests that build on each other's answers. */
export type Phase = 'coverage' | 'fuzzing' | 'stateful'

export interface FuzzOptions {
  readonly phases: readonly Phase[]
  /** Requests an operation and phase, at most. */
  readonly examples: number
  readonly seed: number
  /** After it the run fails. */
  readonly timeLimitMs: number
  readonly onOutput?: (text: string) => void
}

export interface FuzzResult {
  /** Whether all answers were as the document says. */
  readonly isClean: boolean
  /** What it said, with the request for each wrong answer. */
  readonly report: string
  /** Statuses and how often they came, by operation. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<number, number>>
}

/** @returns the Python that has schemathesis; undefined when none was installed */
export const schemathesisPython = (): string | undefined => process.env[pythonVariable]

/** @throws Error when schemathesis is not there, or did not end in time */
export async function fuzz(target: Target, options: FuzzOptions): Promise<FuzzResult> {
  const python = schemathesisPython()
  if (python === undefined)
    throw new Error(
      `schemathesis is not there: ${pythonVariable} names a Python that has it; npm run api:check installs one`,
    )
  const folder = await mkdtemp(join(tmpdir(), 'mrtc-api-check-'))
  try {
    const answersFile = join(folder, 'answers.jsonl')
    await writeFile(answersFile, '')
    const child = spawn(python, argumentsFor(target, options), {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeLimitMs,
      env: {
        ...process.env,
        SCHEMATHESIS_HOOKS: join(import.meta.dirname, 'hooks.py'),
        MRTC_API_CHECK_TARGET: JSON.stringify({ ...target.key, ...target.login, answersFile }),
      },
    })
    let report = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        report += text
        options.onOutput?.(text)
      })
    }
    const [code, signal]: (number | string | null)[] = await once(child, 'close')
    if (signal !== null) throw new Error(`schemathesis did not end within ${options.timeLimitMs / 1_000} s\n${report}`)
    return { isClean: code === 0, report, answers: countAnswers(await readFile(answersFile, 'utf8')) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function argumentsFor(target: Target, { phases, examples, seed }: FuzzOptions): string[] {
  return [
    '-m',
    'schemathesis.cli',
    'run',
    `${target.url}/api/v1/openapi.json`,
    '--no-color',
    '--continue-on-failure',
    // Slow machines and large inputs are none of the API's faults.
    '--suppress-health-check=all',
    '--generation-database=none',
    `--checks=${checks.join(',')}`,
    `--phases=${phases.join(',')}`,
    `--max-examples=${examples}`,
    `--seed=${seed}`,
    ...Object.keys(leftOut).map((operation) => `--exclude-operation-id=${operation}`),
  ]
}

function countAnswers(lines: string): Map<string, Map<number, number>> {
  const answers = new Map<string, Map<number, number>>()
  for (const line of lines.split('\n').filter((text) => text !== '')) {
    const { operation, status } = JSON.parse(line) as { readonly operation: string; readonly status: number }
    const counts = answers.get(operation) ?? new Map<number, number>()
    answers.set(operation, counts.set(status, (counts.get(status) ?? 0) + 1))
  }
  return answers
}
