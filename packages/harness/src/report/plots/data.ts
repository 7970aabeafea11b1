/** What the page draws; made in Node, carried in the document as JSON. No imports: both sides read this. */

export type LineRole =
  /** What the panel is about. */
  | 'main'
  /** Explains it. */
  | 'context'
  /** A limit: drawn in steps. */
  | 'limit'
  /** The main line of the run that this one is compared with. */
  | 'before'

export interface PlotLine {
  readonly label: string
  readonly role: LineRole
  /** Keeps its level until the next second. */
  readonly stepped: boolean
  /** One a second, beside the trial's `seconds`. */
  readonly values: readonly (number | null)[]
}

export interface PlotPanel {
  readonly title: string
  readonly unit: string
  readonly decimals: number
  /** Where the y axis begins; null for wherever the values do. */
  readonly floor: number | null
  readonly lines: readonly PlotLine[]
  /** Share of each second, in per cent, to shade behind the lines; null for none. */
  readonly shade: { readonly label: string; readonly values: readonly (number | null)[] } | null
}

export interface PlotGroup {
  readonly title: string
  readonly panels: readonly PlotPanel[]
  /** Titles of panels that would show zero throughout: said in a line, not drawn. */
  readonly zero: readonly string[]
}

export interface PlotMark {
  readonly atSeconds: number
  readonly label: string
}

export interface TrialPlots {
  readonly label: string
  readonly seconds: readonly number[]
  /** Drawn as vertical lines, numbered from 1. */
  readonly marks: readonly PlotMark[]
  readonly groups: readonly PlotGroup[]
}

export interface ScenarioPlots {
  readonly trials: readonly TrialPlots[]
}
