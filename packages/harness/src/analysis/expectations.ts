import { type CheckedExpectation, type CompletedTrial, metrics } from '../result/index.ts'
import type { Expectation } from '../scenario/index.ts'

type Figures = Pick<CompletedTrial, 'subscriptions' | 'clients' | 'call'>

/** Every expectation against everyone whom it is about. A figure that could not be measured holds nothing. */
export function checkExpectations(expectations: readonly Expectation[], figures: Figures): CheckedExpectation[] {
  return expectations.flatMap((expectation) =>
    subjectsOf(expectation, figures).map(({ subject, measured }) => ({
      expectation,
      subject,
      measured,
      holds:
        measured !== null &&
        (expectation.comparison === 'atMost' ? measured <= expectation.value : measured >= expectation.value),
    })),
  )
}

function subjectsOf(
  { metric, client, of }: Expectation,
  { subscriptions, clients, call }: Figures,
): { subject: string; measured: number | null }[] {
  switch (metrics[metric].subject) {
    case 'subscription':
      return subscriptions
        .filter(({ subscriber, publisher }) => (client ?? subscriber) === subscriber && (of ?? publisher) === publisher)
        .map((it) => ({ subject: `${it.subscriber} <- ${it.publisher}`, measured: it.metrics[metric] ?? null }))
    case 'client':
      return clients
        .filter(({ name }) => (client ?? name) === name)
        .map((it) => ({ subject: it.name, measured: it.metrics[metric] ?? null }))
    case 'call':
      return [{ subject: 'call', measured: call.metrics[metric] ?? null }]
  }
}
