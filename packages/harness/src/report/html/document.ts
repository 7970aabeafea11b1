import type { GoalOutcome } from '../../goals/index.ts'
import type { RunResult } from '../../result/index.ts'
import { compareRuns } from '../compare/index.ts'
import { goalsSection } from '../goals/index.ts'
import { comparisonSection } from './comparison.ts'
import { definitions } from './definitions.ts'
import { header } from './header.ts'
import { html, trusted } from './markup.ts'
import { matrix } from './matrix.ts'
import { scenarioSection } from './scenario-section.ts'
import { dateText } from './values.ts'

/** What the document carries so that it needs no network. */
export interface Assets {
  readonly style: string
  readonly script: string
}

export interface DocumentOptions {
  readonly result: RunResult
  /** Shown as "before" all over. */
  readonly baseline: RunResult | null
  /** What came of them, above everything else. */
  readonly goals?: readonly GoalOutcome[]
  readonly assets: Assets
}

export function renderDocument({ result, baseline, goals = [], assets }: DocumentOptions): string {
  const before = new Map(baseline?.scenarios.map((scenario) => [scenario.scenario.name, scenario]))
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Call quality, ${dateText(result.startedAt)}</title>
<style>${trusted(assets.style)}</style>
</head>
<body>
<main>
${header(result)}
${goals.length === 0 ? null : goalsSection(goals)}
${matrix({ result, baseline })}
<section aria-labelledby="scenarios-title">
<h2 id="scenarios-title">Scenario by scenario</h2>
<p class="note no-print"><button type="button" data-open-all>Open all</button> Each has its conditions, figures and plots.</p>
${result.scenarios.map((scenario) => scenarioSection(scenario, before.get(scenario.scenario.name) ?? null))}
</section>
${baseline ? comparisonSection(compareRuns(baseline, result)) : null}
${definitions()}
</main>
<script>${trusted(assets.script)}</script>
</body>
</html>
`
  return page.text
}
