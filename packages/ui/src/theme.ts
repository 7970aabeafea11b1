/** The design that our pages share: colours, fonts, radii. CSS uses the variables by these names. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Deep teal; 7 carries white text at 5:1. */
const lagoon: MantineColorsTuple = [
  '#e8f7f5',
  '#d2ece9',
  '#a5d9d3',
  '#74c5bc',
  '#4eb4aa',
  '#33a499',
  '#1f8f85',
  '#0f766e',
  '#0a625b',
  '#034d48',
]

/** Mantine's dark greys, a little cooler so that faces are calm beside them. */
const dark: MantineColorsTuple = [
  '#d5dae1',
  '#b4bcc7',
  '#8e98a6',
  '#67717f',
  '#3d4653',
  '#2d3540',
  '#222932',
  '#181d24',
  '#11151b',
  '#0b0e12',
]

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'

export const theme = createTheme({
  primaryColor: 'lagoon',
  primaryShade: { light: 7, dark: 7 },
  colors: { lagoon, dark },
  fontFamily,
  headings: { fontFamily, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  // The placeholder is no item, which a menu must have alone (WAI-ARIA 1.2, 5.4); the first item has the focus instead.
  components: { Menu: { defaultProps: { withInitialFocusPlaceholder: false } } },
})

/** CSS variables by name. */
export type Variables = Readonly<Record<`--${string}`, string>>

const light: Variables = {
  '--mrtc-page': '#f4f6f8',
  '--mrtc-panel': '#ffffff',
  '--mrtc-line': '#dfe4ea',
  '--mrtc-text': '#1a2129',
  '--mrtc-text-dim': '#56616f',
  // Mantine's own are too pale for small text on white.
  '--mantine-color-error': '#c92a2a',
  '--mantine-color-placeholder': '#697583',
  '--mantine-color-dimmed': '#56616f',
}

const darkOnes: Variables = {
  '--mrtc-page': '#11151b',
  '--mrtc-panel': '#181d24',
  '--mrtc-line': '#2d3540',
  '--mrtc-text': '#edf1f5',
  '--mrtc-text-dim': '#a9b3c0',
  '--mantine-color-error': '#ff8787',
  '--mantine-color-placeholder': '#8e98a6',
  '--mantine-color-dimmed': '#a9b3c0',
}

interface OwnVariables {
  /** In both schemes. */
  readonly variables?: Variables
  readonly light: Variables
  readonly dark: Variables
}

/** The shared variables and those of one page, which win. */
export function variablesWith(own: OwnVariables): CSSVariablesResolver {
  const resolved = {
    variables: { ...own.variables },
    light: { ...light, ...own.light },
    dark: { ...darkOnes, ...own.dark },
  }
  return () => resolved
}
