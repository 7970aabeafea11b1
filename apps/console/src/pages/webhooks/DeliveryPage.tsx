import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { useApi, type WebhookDelivery } from '../../api/index.ts'
import { AppLink, type Column, DataTable, Facts, JsonText, Loaded, Page, Panel } from '../../components/index.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { DeliveryState, useEventText } from './delivery-view.tsx'
import { ReplayButton } from './ReplayButton.tsx'

const refetchIntervalMs = 5_000

type Attempt = WebhookDelivery['attempts'][number]

/** One delivery: what is sent, and every attempt. */
export default function DeliveryPage() {
  const { t } = useTranslation()
  const { client } = useApi()
  const format = useFormat()
  const eventText = useEventText()
  const { deliveryId = '' } = useParams<{ deliveryId: string }>()
  const query = useQuery({
    queryKey: ['webhooks', 'one', deliveryId],
    queryFn: ({ signal }) => client.getWebhookDelivery({ path: { deliveryId }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? refetchIntervalMs : false),
  })
  const columns: Column<Attempt>[] = [
    { key: 'at', header: t('webhooks.at'), cell: ({ at }) => format.timeExact(at) },
    { key: 'took', header: t('webhooks.took'), align: 'end', cell: ({ durationMs }) => `${Math.round(durationMs)} ms` },
    {
      key: 'status',
      header: t('webhooks.status'),
      align: 'end',
      cell: ({ status }) => status ?? t('webhooks.noAnswer'),
    },
    {
      key: 'problem',
      header: t('webhooks.problem'),
      cell: ({ problem }) => (
        <Text size="sm" c={problem === null ? 'var(--mrtc-good)' : 'var(--mrtc-poor)'}>
          {problem ?? t('webhooks.taken')}
        </Text>
      ),
    },
  ]
  return (
    <Page
      title={query.data === undefined ? t('webhooks.delivery', { id: deliveryId }) : eventText(query.data)}
      above={<AppLink to="/webhooks">← {t('webhooks.title')}</AppLink>}
      actions={query.data === undefined ? undefined : <ReplayButton delivery={query.data} />}
    >
      <Loaded query={query}>
        {(delivery) => (
          <>
            <Panel>
              <Facts
                facts={[
                  { label: t('webhooks.state'), value: <DeliveryState state={delivery.state} /> },
                  { label: t('common.app'), value: delivery.bizName },
                  { label: t('webhooks.room'), value: delivery.roomId },
                  { label: 'bizRequestId', value: delivery.deliveryId },
                  { label: t('webhooks.happened'), value: format.timeExact(delivery.happenedAt) },
                  ...(delivery.deliveredAt === null
                    ? []
                    : [{ label: t('webhooks.delivered'), value: format.timeExact(delivery.deliveredAt) }]),
                  ...(delivery.nextAttemptAt === null
                    ? []
                    : [{ label: t('webhooks.next'), value: format.timeExact(delivery.nextAttemptAt) }]),
                ]}
              />
            </Panel>
            <Panel title={`${t('webhooks.attempts')} (${delivery.attemptCount})`} hint={t('webhooks.attemptsHint')}>
              {delivery.attempts.length === 0 ? (
                <Text c="dimmed">{t('webhooks.noAttempts')}</Text>
              ) : (
                <DataTable
                  caption={t('webhooks.attempts')}
                  columns={columns}
                  rows={delivery.attempts.toReversed()}
                  rowKey={({ at }) => at}
                />
              )}
            </Panel>
            <Panel title={t('webhooks.body')}>
              <JsonText value={delivery.body} label={t('webhooks.body')} />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  )
}
