import type { CheckResult, Verdict } from '@mrtc/web-sdk'

export interface ReportFacts {
  readonly results: readonly CheckResult[]
  readonly verdict: Verdict
  readonly madeAtMs: number
  readonly userAgent: string
}

/** For those who help: in English, without tokens and credentials. */
export const checkReport = ({ results, verdict, madeAtMs, userAgent }: ReportFacts): string =>
  [
    `mrtc connection check: ${verdict}`,
    new Date(madeAtMs).toISOString(),
    userAgent,
    '',
    ...results.map((result) => `${nameOf(result)}: ${findingOf(result)}`),
  ].join('\n')

const nameOf = ({ check, url }: CheckResult): string => (url === undefined ? check : `${check} ${url}`)

const findingOf = (result: CheckResult): string => {
  switch (result.outcome) {
    case 'passed':
      return `passed in ${result.durationMs} ms, ${result.detail}`
    case 'failed': {
      const guide = result.guideCode === undefined ? '' : ` (${result.guideCode})`
      return `FAILED after ${result.durationMs} ms, ${result.error.code}${guide}: ${result.error.message}`
    }
    case 'skipped':
      return `not checked, ${result.why}`
  }
}
