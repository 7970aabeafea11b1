import { LineChart } from '@mantine/charts'
import { Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/index.ts'
import { Loaded, Panel } from '../../components/index.ts'
import { useFormat } from '../../hooks/useFormat.ts'

const percent = 100
const height = 240
/** Loss in percent. A shorter axis has steps that read alike once they are rounded. */
const lossAxisStep = 2
const pointsMax = 300
const refetchIntervalMs = 15_000

const lossAxisEnd = (percentMax: number) => Math.max(1, Math.ceil(percentMax / lossAxisStep)) * lossAxisStep

export interface QualityPanelProps {
  readonly roomId: string
  readonly uids: readonly string[]
}

/** How the media of one participant was, over time, as their client measured it. */
export const QualityPanel = ({ roomId, uids }: QualityPanelProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const format = useFormat()
  const [chosen, setChosen] = useState<string>()
  const uid = chosen ?? uids[0] ?? ''
  const query = useQuery({
    queryKey: ['calls', 'quality', roomId, uid],
    queryFn: ({ signal }) => client.getCallQuality({ path: { roomId }, query: { uid, points: pointsMax }, signal }),
    enabled: uid !== '',
    refetchInterval: refetchIntervalMs,
  })
  return (
    <Panel
      title={t('calls.qualityTitle')}
      actions={
        <Select
          aria-label={t('calls.whose')}
          data={[...uids]}
          value={uid}
          onChange={(value) => setChosen(value ?? undefined)}
          allowDeselect={false}
          w={200}
        />
      }
    >
      <Loaded query={query}>
        {({ points }) =>
          points.length === 0 ? (
            <Text c="dimmed">{t('calls.noQuality')}</Text>
          ) : (
            <div role="img" aria-label={t('calls.qualityOf', { uid })}>
              <LineChart
                h={height}
                dataKey="at"
                data={points.map(({ at, up, down }) => ({
                  at: format.clock(at),
                  up: up === null ? null : up.lossShare * percent,
                  down: down === null ? null : down.lossShare * percent,
                  rtt: (down?.rttMs ?? up?.rttMs) || null,
                }))}
                series={[
                  { name: 'up', label: t('calls.lossUp'), color: 'teal.7' },
                  { name: 'down', label: t('calls.lossDown'), color: 'violet.6' },
                  { name: 'rtt', label: t('calls.rtt'), color: 'orange.6', yAxisId: 'right' },
                ]}
                withLegend
                withRightYAxis
                legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
                yAxisProps={{ domain: [0, lossAxisEnd] }}
                valueFormatter={(value) => format.number(value)}
                curveType="monotone"
                withDots={points.length < 3}
                tickLine="none"
                gridAxis="x"
              />
            </div>
          )
        }
      </Loaded>
    </Panel>
  )
}
