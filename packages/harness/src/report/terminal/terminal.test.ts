import { describe, expect, it, vi } from 'vitest'
import { compareRuns } from '../compare/index.ts'
import { sampleRun, withFigures, withTrials } from '../testing/sample.ts'
import { renderComparison } from './comparison.ts'
import { createProgress } from './progress.ts'
import { renderSummary } from './summary.ts'

describe('summary', () => {
  it('of few scenarios shows each figure with its spread, and what failed', () => {
    const run = withTrials(sampleRun(), (trial, i) => withFigures(trial, { fps: 12 + i }))
    const text = renderSummary(run)
    expect(text).toMatch(/frames per second +13\.0 fps \(12\.0 to 14\.0\)/)
    expect(text).toContain('! loss-40-downlink, seed 2: bob: the page did not join within 30 s')
    expect(text).toContain('1 of 2 scenarios as expected')
  })

  it('of many scenarios is one matrix of the worst', () => {
    const run = sampleRun()
    const scenarios = [...run.scenarios, ...run.scenarios].map((result, i) => ({
      ...result,
      scenario: { ...result.scenario, name: `scenario-${i}` },
    }))
    const text = renderSummary({ ...run, scenarios })
    expect(text).toMatch(/^ scenario-1 .* 11\.4 .* 38\.02 /m)
  })

  it('shows what was before where it changed beyond the spread', () => {
    const before = withTrials(sampleRun(), (trial) => withFigures(trial, { concealedShare: 23.9 }))
    const text = renderSummary(sampleRun(), { baseline: before })
    expect(text).toContain('before 23.90 % -> now 0.02 %')
    expect(text).not.toContain('before 15.0 fps')
  })

  it('has escape sequences only when colours are asked for, and none from what was measured', () => {
    const run = sampleRun()
    const scenarios = run.scenarios.map((result) => ({
      ...result,
      scenario: { ...result.scenario, title: 'a\u001b[2Jb\rc' },
    }))
    const text = renderSummary({ ...run, scenarios })
    expect([...text].filter((character) => character < ' ' && character !== '\n')).toEqual([])
    expect(renderSummary(run, { colour: true })).toContain('\u001b[')
  })
})

it('tells of two runs what is beyond the spread and how that was decided', () => {
  const before = withTrials(sampleRun(), (trial) => withFigures(trial, { concealedShare: 23.9 }))
  const text = renderComparison(compareRuns(before, sampleRun()))
  expect(text).toMatch(/bob <- alice +audio concealed +better +23\.90 % +0\.02 % +-23\.88 %/)
  expect(text).toContain('lie apart')
  expect(text).not.toContain('frames per second')
  expect(renderComparison(compareRuns(before, sampleRun()), { all: true })).toContain('frames per second')
})

describe('progress', () => {
  const recorder = (isTTY: boolean) => {
    const written: string[] = []
    return { written, stream: { isTTY, columns: 60, write: (text: string) => written.push(text) } }
  }

  it('is plain lines where nobody watches', () => {
    const { written, stream } = recorder(false)
    let nowMs = 0
    const progress = createProgress(stream, { totalSeconds: 60, now: () => nowMs })
    progress.begin('clean 1/3', 20)
    progress.say('alice joins')
    nowMs = 21_000
    progress.end('as expected')
    progress.close()
    expect(written.join('')).toBe('clean 1/3\n  alice joins\nclean 1/3: as expected (21 s)\n')
  })

  it('rewrites one line on a terminal, never longer than it is wide, and says how long it will take', () => {
    const { written, stream } = recorder(true)
    let nowMs = 0
    const progress = createProgress(stream, { totalSeconds: 60, now: () => nowMs })
    progress.begin('clean 1/3', 20)
    nowMs = 30_000
    progress.end('as expected')
    progress.begin('clean 2/3', 20)
    progress.say('measuring')
    expect(written.at(-1)).toBe('\r\u001b[2Kclean 2/3 · measuring · 0 s · about 1 min 0 s left')
    progress.say('x'.repeat(100))
    expect(written.at(-1)?.length).toBeLessThanOrEqual(60 + '\r\u001b[2K'.length)
    progress.close()
    expect(written.at(-1)).toBe('\r\u001b[2K')
  })

  it('ticks while a trial is quiet, and no more once closed', () => {
    vi.useFakeTimers()
    try {
      const { written, stream } = recorder(true)
      const progress = createProgress(stream, { totalSeconds: 60 })
      progress.begin('clean', 60)
      const before = written.length
      vi.advanceTimersByTime(3_000)
      expect(written.length).toBe(before + 3)
      progress.close()
      progress.close()
      const after = written.length
      vi.advanceTimersByTime(3_000)
      progress.say('late')
      expect(written.length).toBe(after)
    } finally {
      vi.useRealTimers()
    }
  })
})
