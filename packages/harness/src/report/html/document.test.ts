import { expect, it } from 'vitest'
import { sampleRun, withTrials } from '../testing/sample.ts'
import { renderDocument } from './document.ts'

const assets = { style: 'p{}', script: 'void 0' }
const render = (result = sampleRun(), baseline = null as ReturnType<typeof sampleRun> | null) =>
  renderDocument({ result, baseline, assets })

it('says where, when and of what the figures are', () => {
  const page = render()
  for (const fact of ['Intel(R) Xeon(R) CPU', '2026-11-23 19:29 UTC', 'd6bd7bd0c0ff', 'from seed 1', '3.27.1'])
    expect(page).toContain(fact)
})

it('has a row in the matrix, a section and data to plot for each scenario', () => {
  const page = render()
  for (const name of ['clean', 'loss-40-downlink']) {
    expect(page).toContain(`<a href="#scenario-${name}">`)
    expect(page).toContain(`<details class="scenario" id="scenario-${name}">`)
    expect(page).toContain(`<script type="application/json" id="plots-${name}">`)
  }
})

it('tells of trials that failed, and why', () => {
  const page = render()
  expect(page).toContain('1 of 3 failed')
  expect(page).toContain('bob: the page did not join within 30 s')
})

it('marks what was not as expected with a sign besides the colour', () => {
  const broken = withTrials(sampleRun(), (trial) => ({
    ...trial,
    expectations: trial.expectations.map((one) => ({ ...one, measured: 4, holds: false })),
  }))
  const page = render(broken)
  expect(page).toMatch(/<td class="broken"[^>]*><span class="value"><span class="sign" [^>]*>✗/)
  expect(page).toContain('bob &lt;- alice: frames per second: 4.0 fps, 4.0 fps, 4.0 fps; expected at least 10.0 fps')
})

it('shows what was before, and a comparison, when it has a baseline only', () => {
  expect(render()).not.toContain('Before and now')
  const page = render(sampleRun(), sampleRun())
  expect(page).toContain('before 78')
  expect(page).toContain('Before and now')
  expect(page).toContain('Nothing is beyond the spread.')
})

it('says where what was before had other conditions', () => {
  const run = sampleRun()
  const shorter = run.scenarios.map((result) => ({ ...result, scenario: { ...result.scenario, seconds: 5 } }))
  expect(render(run, run)).not.toContain('conditions differ')
  expect(render(run, { ...run, scenarios: shorter })).toContain('conditions differ from before')
})

it('needs nothing from elsewhere', () => {
  expect(render()).not.toMatch(/<(?:link|img|iframe)|<script[^>]* src=|https?:\/\//)
})

it('lets no text of a run become markup', () => {
  const hostile = '"><script>alert(1)</script>'
  const run = sampleRun()
  const page = render(
    withTrials(
      {
        ...run,
        arguments: [hostile],
        machine: { ...run.machine, cpu: hostile, kernel: hostile },
        versions: { [hostile]: hostile },
        commit: { hash: hostile, modified: true },
        scenarios: run.scenarios.map((scenario) => ({
          trials: [...scenario.trials, { state: 'failed', seed: 9, startedAt: run.startedAt, error: hostile }],
          scenario: { ...scenario.scenario, title: hostile, group: hostile, why: hostile },
        })),
      },
      (trial) => ({
        ...trial,
        events: trial.events.map((event) => ({ ...event, label: hostile })),
        clients: trial.clients.map((client) => ({ ...client, log: [hostile] })),
      }),
    ),
  )
  expect(page).not.toContain('<script>alert')
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})
