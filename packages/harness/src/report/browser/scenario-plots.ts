import type { ScenarioPlots, TrialPlots } from '../plots/data.ts'
import { createPanel, type Panel } from './panel.ts'

export interface DrawnPlots {
  redraw(): void
}

/** Builds the plots of one scenario into their place, with a choice of the trial where there are several. */
export function drawScenario(place: HTMLElement, key: string, { trials }: ScenarioPlots): DrawnPlots {
  let panels: Panel[] = []
  const groups = document.createElement('div')
  const choose = (trial: TrialPlots | undefined) => {
    for (const panel of panels) panel.close()
    panels = []
    groups.replaceChildren()
    if (!trial) return
    for (const { title, panels: plans, zero } of trial.groups) {
      const group = document.createElement('section')
      group.className = 'plot-group'
      const heading = document.createElement('h5')
      heading.textContent = title.replace('<-', 'watches')
      const grid = document.createElement('div')
      grid.className = 'panels'
      group.append(heading, grid)
      if (zero.length > 0) {
        const note = document.createElement('p')
        note.className = 'note'
        note.textContent = `Zero throughout: ${zero.join(', ')}.`
        group.append(note)
      }
      groups.append(group)
      for (const panel of plans) {
        const drawn = createPanel({ panel, trial, cursorKey: key })
        grid.append(drawn.element)
        panels.push(drawn)
      }
    }
  }
  place.replaceChildren(...(trials.length > 1 ? [trialChoice(trials, choose)] : []), groups)
  choose(trials[0])
  return {
    redraw: () => {
      for (const panel of panels) panel.redraw()
    },
  }
}

function trialChoice(trials: readonly TrialPlots[], choose: (trial: TrialPlots | undefined) => void): HTMLElement {
  const label = document.createElement('label')
  label.className = 'controls'
  const select = document.createElement('select')
  for (const [i, { label: text }] of trials.entries()) {
    const option = document.createElement('option')
    option.value = String(i)
    option.textContent = `trial ${i + 1}, ${text}`
    select.append(option)
  }
  select.addEventListener('change', () => choose(trials[Number(select.value)]))
  label.append('Shown: ', select)
  return label
}
