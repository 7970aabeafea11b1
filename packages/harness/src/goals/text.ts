/** How goals and their figures are written for people, the same everywhere. */
import { formatMetric, metrics } from '../result/index.ts'
import type { CheckedBound } from './evaluate.ts'
import type { Bound, ChaosCount, Figure } from './goal.ts'

const chaosTitles: Record<ChaosCount, string> = {
  lost: 'texts lost',
  doubled: 'texts doubled',
  outOfOrder: 'texts out of order',
}

export function figureTitle(figure: Figure): string {
  switch (figure.of) {
    case 'scenario': {
      const { title } = metrics[figure.metric]
      return figure.statistic === 'p95' ? `${title}, p95` : title
    }
    case 'comparison':
      return `${metrics[figure.metric].title}, lower by`
    case 'chaos':
      return chaosTitles[figure.count]
  }
}

export function figureText(figure: Figure, value: number | null): string {
  if (value === null) return '-'
  switch (figure.of) {
    case 'scenario':
      return formatMetric(figure.metric, value)
    case 'comparison':
      return `${value.toFixed(1)} %`
    case 'chaos':
      return String(value)
  }
}

/** "4.7 % too much", in the figure's unit. */
export function missText({ bound, now }: CheckedBound): string {
  if (now === null) return 'not measured'
  const text = figureText(bound.figure, Math.abs(now - bound.value))
  if (Number.parseFloat(text) === 0) return 'by less than is printed'
  return `${text} too ${bound.comparison === 'atMost' ? 'much' : 'little'}`
}

/** "≤ 0.5 %": without the decimals that the bound does not have. */
export function boundText({ figure, comparison, value }: Bound): string {
  const unit = figure.of === 'scenario' ? metrics[figure.metric].unit : figure.of === 'comparison' ? '%' : ''
  return `${comparison === 'atMost' ? '≤' : '≥'} ${value}${unit === '' ? '' : ` ${unit}`}`
}
