import type { PlotLine } from '../plots/data.ts'

/** How a line looks; dashes besides colours, so that prints without colour can be read. */
export interface LineStyle {
  /** Of the style sheet, so that it follows the theme. */
  readonly variable: string
  readonly width: number
  readonly dash: readonly number[]
}

const mainStyles: readonly LineStyle[] = [
  { variable: '--plot-1', width: 2, dash: [] },
  { variable: '--plot-2', width: 2, dash: [7, 3] },
  { variable: '--plot-3', width: 2, dash: [2, 3] },
]
const contextStyles: readonly LineStyle[] = [
  { variable: '--plot-context', width: 1.25, dash: [4, 3] },
  { variable: '--plot-context-2', width: 1.25, dash: [8, 2, 2, 2] },
]
const limitStyles: readonly LineStyle[] = [
  { variable: '--plot-limit', width: 1.25, dash: [] },
  { variable: '--plot-limit', width: 1.25, dash: [3, 3] },
]
const beforeStyle: LineStyle = { variable: '--plot-before', width: 1.5, dash: [1, 3] }

/** A style for each line of a panel, by its role and its place among those of the role. */
export function lineStyles(lines: readonly PlotLine[]): readonly LineStyle[] {
  const seen = new Map<string, number>()
  return lines.map(({ role }) => {
    const place = seen.get(role) ?? 0
    seen.set(role, place + 1)
    return stylesOf(role)[place] ?? beforeStyle
  })
}

function stylesOf(role: PlotLine['role']): readonly LineStyle[] {
  switch (role) {
    case 'main':
      return mainStyles
    case 'context':
      return contextStyles
    case 'limit':
      return limitStyles
    case 'before':
      return [beforeStyle]
  }
}
