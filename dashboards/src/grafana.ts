import { DashboardBuilder, DatasourceVariableBuilder, RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries'
import { type Section, sections } from './panels.ts'

const datasource = { type: 'prometheus', uid: '$datasource' }
const panelWidth = 8
const panelHeight = 8

/** The dashboard as Grafana imports it. */
export function grafanaDashboard(shown: readonly Section[] = sections): unknown {
  let dashboard = new DashboardBuilder('mrtc')
    .uid('mrtc-overview')
    .tags(['mrtc'])
    .refresh('10s')
    .time({ from: 'now-1h', to: 'now' })
    .withVariable(new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'))
  for (const section of shown) {
    dashboard = dashboard.withRow(new RowBuilder(section.title))
    for (const graph of section.graphs) {
      let panel = new PanelBuilder()
        .title(graph.title)
        .unit(graph.unit)
        .min(0)
        .span(panelWidth)
        .height(panelHeight)
        .datasource(datasource)
      for (const { expression, legend } of graph.queries) {
        panel = panel.withTarget(new DataqueryBuilder().expr(expression).legendFormat(legend))
      }
      dashboard = dashboard.withPanel(panel)
    }
  }
  return dashboard.build()
}
