/** The design of the page: every colour, radius and size that is ours, as tokens. CSS uses the variables by these names. */
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

/** Mantine's dark greys, a little cooler so that the call surface is calm beside skin. */
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
})

/** The call surface is dark in both schemes: faces and shared screens look best on it. */
const stageTokens = {
  '--mrtc-stage': '#11151b',
  '--mrtc-stage-raised': '#1b2129',
  '--mrtc-tile': '#222932',
  '--mrtc-on-stage': '#f2f5f8',
  '--mrtc-on-stage-dim': '#a9b3c0',
  '--mrtc-control': '#2d3540',
  '--mrtc-control-hover': '#3a4451',
  '--mrtc-danger': '#d6304a',
  '--mrtc-danger-hover': '#e2435b',
  '--mrtc-off': '#4a2630',
  '--mrtc-off-hover': '#5b2e3a',
  '--mrtc-on-off': '#ff9aa8',
  '--mrtc-speaking': '#3ddc97',
  '--mrtc-bar-empty': 'rgb(255 255 255 / 30%)',
  '--mrtc-good': '#3ddc97',
  '--mrtc-fair': '#ffc24b',
  '--mrtc-poor': '#ff6b6b',
  '--mrtc-shade': 'rgb(9 12 16 / 68%)',
  '--mrtc-tile-radius': '14px',
  '--mrtc-bar-height': '76px',
  '--mrtc-panel-width': '340px',
  '--mrtc-panel-width-wide': '400px',
  '--mrtc-motion': '180ms',
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: stageTokens,
  light: {
    '--mrtc-page': '#f4f6f8',
    '--mrtc-panel': '#ffffff',
    '--mrtc-line': '#dfe4ea',
    '--mrtc-text': '#1a2129',
    '--mrtc-text-dim': '#56616f',
    '--mrtc-bubble': '#eef2f5',
    '--mrtc-bubble-own': '#d2ece9',
    '--mrtc-plot-sent': '#0f766e',
    '--mrtc-plot-received': '#7048e8',
    '--mrtc-plot-sound': '#c2410c',
    '--mrtc-plot-picture': '#1c7ed6',
    '--mrtc-good-on-panel': '#12805a',
    '--mrtc-fair-on-panel': '#9a6700',
    '--mrtc-poor-on-panel': '#c92a2a',
    // Mantine's own are too pale for small text on white.
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-placeholder': '#697583',
    '--mantine-color-dimmed': '#5b6672',
  },
  dark: {
    '--mrtc-page': '#11151b',
    '--mrtc-panel': '#181d24',
    '--mrtc-line': '#2d3540',
    '--mrtc-text': '#edf1f5',
    '--mrtc-text-dim': '#a9b3c0',
    '--mrtc-bubble': '#262e38',
    '--mrtc-bubble-own': '#0b4a45',
    '--mrtc-plot-sent': '#4eb4aa',
    '--mrtc-plot-received': '#b197fc',
    '--mrtc-plot-sound': '#ffa94d',
    '--mrtc-plot-picture': '#74c0fc',
    '--mrtc-good-on-panel': '#3ddc97',
    '--mrtc-fair-on-panel': '#ffc24b',
    '--mrtc-poor-on-panel': '#ff8787',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-placeholder': '#8e98a6',
    '--mantine-color-dimmed': '#a9b3c0',
  },
})

/** Below this the page is a phone's: one column, the bar at the thumb, panels as drawers. Keep it equal to the CSS. */
export const phoneQuery = '(max-width: 719px)'
