/** The design of the console: what it has besides what our pages share (`@mrtc/ui`). */
import { variablesWith } from '@mrtc/ui'

export const cssVariables = variablesWith({
  light: {
    '--mrtc-good': '#12805a',
    '--mrtc-fair': '#8a5a00',
    '--mrtc-poor': '#c92a2a',
    '--mrtc-accent': '#0f766e',
    '--mrtc-accent-soft': '#e8f7f5',
  },
  dark: {
    '--mrtc-good': '#3ddc97',
    '--mrtc-fair': '#ffc24b',
    '--mrtc-poor': '#ff8787',
    '--mrtc-accent': '#74c5bc',
    '--mrtc-accent-soft': '#12312f',
  },
})
