import { catalogue, type Kind, kinds, without } from './catalogue.ts'
import type { Observations } from './observations.ts'
import { observed } from './record.ts'
import { unreachable } from './unreachable.ts'

export interface ReportInput {
  readonly seen: Observations
  /** Recorded, and not observed now. */
  readonly missing: readonly { readonly kind: Kind; readonly name: string }[]
  /** From the guide's own list of names. */
  readonly differences: readonly string[]
  /** Scenarios that did not come to their end, with the reason. */
  readonly broken: readonly string[]
  /** All scenarios were played. */
  readonly isWhole: boolean
}

const verbs: Readonly<Record<Kind, string>> = { methods: 'succeeded', callbacks: 'observed', codes: 'observed' }

export function renderReport(input: ReportInput): { readonly text: string; readonly passed: boolean } {
  const { seen, missing, differences, broken, isWhole } = input
  const lines: string[] = []
  const faults: string[] = [
    ...differences,
    ...broken.map((line) => `scenario ${line}`),
    ...missing.map(({ kind, name }) => `${kind}: ${name} was observed before and is not any more`),
  ]
  for (const kind of isWhole ? kinds : []) {
    const rest = without(catalogue[kind], seen[kind])
    const reasons = unreachable[kind]
    faults.push(...rest.filter((name) => !reasons[name]).map((name) => `${kind}: ${name} is missing without a reason`))
    faults.push(
      ...observed(seen, kind)
        .filter((name) => reasons[name])
        .map((name) => `${kind}: ${name} is called unreachable, and was observed`),
    )
    if (rest.length > 0) lines.push(`\n${kind} not ${verbs[kind]}:`)
    for (const name of rest) lines.push(`  ${name.padEnd(36)} ${reasons[name] ?? '(no reason)'}`)
  }
  lines.push('')
  for (const kind of kinds)
    lines.push(`${kind} ${verbs[kind]} ${observed(seen, kind).length}/${catalogue[kind].length}`)
  if (faults.length > 0) lines.push('', 'FAILED', ...faults.map((fault) => `  ${fault}`))
  return { text: lines.join('\n'), passed: faults.length === 0 }
}
