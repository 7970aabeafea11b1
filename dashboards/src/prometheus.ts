import { type Alert, alerts } from './alerts.ts'

/** The rules file as Prometheus reads it. */
export function prometheusRules(declared: readonly Alert[] = alerts): unknown {
  return {
    groups: [
      {
        name: 'mrtc',
        rules: declared.map(({ name, expression, for: holds, severity, summary, action }) => ({
          alert: name,
          expr: expression,
          for: holds,
          labels: { severity },
          annotations: { summary, action },
        })),
      },
    ],
  }
}
