/** The script of the report: builds the plots of a scenario when it is opened for the first time. */
import type { ScenarioPlots } from '../plots/data.ts'
import { type DrawnPlots, drawScenario } from './scenario-plots.ts'

const drawn = new Map<HTMLElement, DrawnPlots>()

function draw(section: HTMLDetailsElement): void {
  const place = section.querySelector<HTMLElement>('[data-plots]')
  const key = place?.dataset.plots
  const data = key && document.getElementById(key)?.textContent
  if (!place || !key || !data || drawn.has(place)) return
  // Written by our own renderer beside this script.
  drawn.set(place, drawScenario(place, key, JSON.parse(data) as ScenarioPlots))
}

/** A link from the matrix opens the scenario it points to. */
function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (!(target instanceof HTMLDetailsElement)) return
  target.open = true
  target.scrollIntoView()
}

const sections = [...document.querySelectorAll<HTMLDetailsElement>('details.scenario')]
for (const section of sections) {
  section.addEventListener('toggle', () => {
    if (section.open) draw(section)
  })
  if (section.open) draw(section)
}
const onlyOne = sections.length === 1 ? sections[0] : undefined
if (onlyOne) onlyOne.open = true

document.querySelector('[data-open-all]')?.addEventListener('click', () => {
  for (const section of sections) section.open = true
})
addEventListener('hashchange', openTarget)
document.addEventListener('click', ({ target }) => {
  // A second click on the same link changes no hash.
  if (target instanceof HTMLAnchorElement && target.hash === location.hash) openTarget()
})
openTarget()

const redrawAll = () => {
  for (const plots of drawn.values()) plots.redraw()
}
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawAll)
// The style sheet for paper has colours of its own, and a canvas keeps those that it was drawn with.
matchMedia('print').addEventListener('change', redrawAll)
