/**
 * Runs of plain mediasoup without any repair feature of ours, kept in the repository: one file a scenario in
 * `baselines/`, so that every report can show what it was before.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type RunResult, runResultSchema, type ScenarioResult } from '../result/index.ts'

const folder = new URL('../../baselines/', import.meta.url)

const fileOf = (scenario: string) => fileURLToPath(new URL(`${scenario}.json`, folder))

/** The baselines of these scenarios as one run; null where there is none. */
export async function loadBaseline(scenarios: readonly string[]): Promise<RunResult | null> {
  const runs: RunResult[] = []
  for (const scenario of scenarios) {
    const text = await readFile(fileOf(scenario), 'utf8').catch(() => null)
    if (text !== null) runs.push(runResultSchema.parse(JSON.parse(text)))
  }
  const [first] = runs
  return first ? { ...first, scenarios: runs.flatMap((run) => run.scenarios) } : null
}

/** @returns paths of the files written */
export async function saveBaseline(run: RunResult): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const paths: string[] = []
  for (const scenario of run.scenarios) {
    if (!scenario.trials.some(({ state }) => state === 'completed')) continue
    const path = fileOf(scenario.scenario.name)
    await writeFile(
      path,
      `${JSON.stringify({ ...run, arguments: withoutFolder(run.arguments), scenarios: [slim(scenario)] })}\n`,
    )
    paths.push(path)
  }
  return paths
}

/** Where a run wrote its results is nobody else's folder. */
function withoutFolder(given: readonly string[]): string[] {
  const at = given.indexOf('--out')
  return given.filter((argument, n) => (at < 0 || (n !== at && n !== at + 1)) && !argument.startsWith('--out='))
}

/** Without what getStats gave and what was logged, and with as many digits as are true: a repository keeps it for good. */
function slim({ scenario, trials }: ScenarioResult): ScenarioResult {
  const kept = trials.map((trial) =>
    trial.state === 'failed'
      ? trial
      : {
          ...trial,
          subscriptions: trial.subscriptions.map((one) => ({ ...one, raw: [] })),
          clients: trial.clients.map((one) => ({ ...one, raw: [], log: [] })),
          call: { ...trial.call, raw: [] },
        },
  )
  return JSON.parse(
    JSON.stringify({ scenario, trials: kept }, (_key, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value,
    ),
  ) as ScenarioResult
}
