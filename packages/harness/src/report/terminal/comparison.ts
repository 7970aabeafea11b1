import { formatMetric, metrics } from '../../result/index.ts'
import { type Change, chanceText, howDecided, type RunComparison, type Verdict } from '../compare/index.ts'
import { createInk, type Ink } from './ink.ts'
import { drawTable } from './table.ts'

export interface ComparisonOptions {
  readonly colour?: boolean
  /** Also the figures that did not change beyond the spread. */
  readonly all?: boolean
}

const words: Record<Verdict, string> = {
  better: 'better',
  worse: 'worse',
  changed: 'changed',
  within: 'within',
  unknown: '-',
}

/** Two runs as a table: what is beyond the spread, and how that was decided. */
export function renderComparison(
  comparison: RunComparison,
  { colour = false, all = false }: ComparisonOptions = {},
): string {
  const ink = createInk(colour)
  const { before, after, scenarios, onlyBefore, onlyAfter } = comparison
  const tables = scenarios.map(({ name, conditionsDiffer, changes }) => {
    const shown = changes.filter(({ verdict }) => all || (verdict !== 'within' && verdict !== 'unknown'))
    const rest = changes.length - shown.length
    const heading = `${ink.strong(name)}${conditionsDiffer ? ink.bad('  conditions differ') : ''}`
    const foot = rest === 0 ? [] : [ink.faint(`  ${rest} figures within the spread`)]
    return [heading, ...(shown.length === 0 ? [] : [changesTable(shown, ink)]), ...foot].join('\n')
  })
  const notes = [
    ...(onlyAfter.length === 0 ? [] : [`Not in the run before: ${onlyAfter.join(', ')}`]),
    ...(onlyBefore.length === 0 ? [] : [`Only in the run before: ${onlyBefore.join(', ')}`]),
    ...(before.cpu === after.cpu ? [] : [`The machines differ: ${before.cpu} before, ${after.cpu} now`]),
    [howDecided, chanceText(before.fewestTrials, after.fewestTrials)].filter((part) => part !== null).join(' '),
  ]
  return [...tables, ink.faint(notes.join('\n'))].join('\n\n')
}

function changesTable(changes: readonly Change[], ink: Ink): string {
  return drawTable({
    head: ['of', 'figure', 'beyond?', 'before', 'now', 'change'],
    textColumns: 3,
    rows: changes.map(({ subject, metric, before, after, verdict, assumed }) => {
      const mark = assumed && verdict !== 'unknown' ? ' ~' : ''
      const difference = before && after ? after.median - before.median : null
      const sign = difference !== null && difference > 0 ? '+' : ''
      return [
        subject,
        metrics[metric].title,
        inked(`${words[verdict]}${mark}`, verdict, ink),
        formatMetric(metric, before?.median),
        formatMetric(metric, after?.median),
        sign + formatMetric(metric, difference),
      ]
    }),
  })
}

function inked(text: string, verdict: Verdict, ink: Ink): string {
  if (verdict === 'better') return ink.good(text)
  return verdict === 'worse' ? ink.bad(text) : text
}
