/** The design of the call page: what it has besides what our pages share (`@mrtc/ui`). */
import { variablesWith } from '@mrtc/ui'

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

export const cssVariables = variablesWith({
  variables: stageTokens,
  light: {
    '--mrtc-bubble': '#eef2f5',
    '--mrtc-bubble-own': '#d2ece9',
    '--mrtc-plot-sent': '#0f766e',
    '--mrtc-plot-received': '#7048e8',
    '--mrtc-plot-sound': '#c2410c',
    '--mrtc-plot-picture': '#1c7ed6',
    '--mrtc-good-on-panel': '#12805a',
    '--mrtc-fair-on-panel': '#9a6700',
    '--mrtc-poor-on-panel': '#c92a2a',
    '--mantine-color-dimmed': '#5b6672',
  },
  dark: {
    '--mrtc-bubble': '#262e38',
    '--mrtc-bubble-own': '#0b4a45',
    '--mrtc-plot-sent': '#4eb4aa',
    '--mrtc-plot-received': '#b197fc',
    '--mrtc-plot-sound': '#ffa94d',
    '--mrtc-plot-picture': '#74c0fc',
    '--mrtc-good-on-panel': '#3ddc97',
    '--mrtc-fair-on-panel': '#ffc24b',
    '--mrtc-poor-on-panel': '#ff8787',
  },
})

/** Below this the page is a phone's: one column, the bar at the thumb, panels as drawers. Keep it equal to the CSS. */
export const phoneQuery = '(max-width: 719px)'
