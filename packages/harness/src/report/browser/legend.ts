import type { PlotPanel } from '../plots/data.ts'
import type { LineStyle } from './line-style.ts'

const svgNamespace = 'http://www.w3.org/2000/svg'

export interface Legend {
  readonly element: HTMLElement
  /** Shows the values at a place of the x axis; none for null. */
  show(index: number | null): void
}

export function createLegend({ lines, shade, decimals }: PlotPanel, styles: readonly LineStyle[]): Legend {
  const element = document.createElement('ul')
  element.className = 'legend'
  const entries = lines.map(({ label, values }, i) => ({ values, value: entry(element, label, sample(styles[i])) }))
  if (shade) entries.push({ values: shade.values, value: entry(element, `${shade.label} %`, shadeSample()) })
  return {
    element,
    show: (index) => {
      for (const { values, value } of entries) {
        const at = index === null ? null : values[index]
        value.textContent = typeof at === 'number' ? at.toFixed(decimals) : ''
      }
    },
  }
}

function entry(list: HTMLElement, label: string, key: SVGElement): HTMLElement {
  const item = document.createElement('li')
  const value = document.createElement('b')
  item.append(key, `${label} `, value)
  list.append(item)
  return value
}

function sample(style: LineStyle | undefined): SVGElement {
  const line = document.createElementNS(svgNamespace, 'path')
  line.setAttribute('d', 'M0 5H28')
  line.style.stroke = `var(${style?.variable ?? '--ink'})`
  line.style.strokeWidth = String(style?.width ?? 1)
  line.style.strokeDasharray = style?.dash.join(' ') ?? ''
  return framed(line)
}

function shadeSample(): SVGElement {
  const area = document.createElementNS(svgNamespace, 'path')
  area.setAttribute('d', 'M0 0H28V10H0Z')
  area.style.fill = 'var(--plot-shade)'
  area.style.opacity = '0.3'
  return framed(area)
}

function framed(shape: SVGElement): SVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg')
  svg.setAttribute('viewBox', '0 0 28 10')
  svg.setAttribute('aria-hidden', 'true')
  svg.append(shape)
  return svg
}
