import { Text } from '@mantine/core'
import { IconSearchOff, IconWebhook } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { given, useApi, usePages, type WebhookDelivery } from '../../api/index.ts'
import { AppLink, type Column, EmptyState, ListFilters, Page, PagedTable, Panel } from '../../components/index.ts'
import { useFilter } from '../../hooks/useFilter.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { DeliveryState, useEventText } from './delivery-view.tsx'
import { ReplayButton } from './ReplayButton.tsx'

const pageSize = 50
const refetchIntervalMs = 15_000
const states = ['pending', 'delivered', 'dead'] as const
const isState = (text: string | undefined): text is WebhookDelivery['state'] => states.some((state) => state === text)

/** What business servers were told, and whether they know it. */
export default function WebhooksPage() {
  const { t } = useTranslation()
  const { client } = useApi()
  const format = useFormat()
  const eventText = useEventText()
  const [filter, setFilter] = useFilter(['app', 'state', 'room'])
  const state = isState(filter.state) ? filter.state : undefined
  const pages = usePages<WebhookDelivery>({
    queryKey: ['webhooks', 'list', filter.app, state, filter.room],
    fetchPage: ({ cursor, signal }) =>
      client.listWebhookDeliveries({
        query: given({ limit: pageSize, cursor, bizName: filter.app, state, roomId: filter.room }),
        signal,
      }),
    refetchIntervalMs,
  })
  const isNarrowed = [filter.app, state, filter.room].some((value) => value !== undefined)
  const columns: Column<WebhookDelivery>[] = [
    {
      key: 'event',
      header: t('webhooks.event'),
      cell: (one) => <AppLink to={`/webhooks/${one.deliveryId}`}>{eventText(one)}</AppLink>,
    },
    { key: 'state', header: t('webhooks.state'), cell: ({ state: is }) => <DeliveryState state={is} /> },
    { key: 'app', header: t('common.app'), cell: ({ bizName }) => bizName },
    {
      key: 'room',
      header: t('webhooks.room'),
      cell: ({ roomId }) => (
        <Text ff="monospace" size="sm" truncate maw={140} title={roomId}>
          {roomId}
        </Text>
      ),
    },
    { key: 'happened', header: t('webhooks.happened'), cell: ({ happenedAt }) => format.timeExact(happenedAt) },
    { key: 'attempts', header: t('webhooks.attempts'), align: 'end', cell: ({ attemptCount }) => attemptCount },
    {
      key: 'actions',
      header: t('common.actions'),
      hasHiddenHeader: true,
      align: 'end',
      cell: (one) => <ReplayButton delivery={one} isCompact />,
    },
  ]
  return (
    <Page title={t('webhooks.title')} intro={t('webhooks.intro')}>
      <Panel>
        <ListFilters
          app={{ value: filter.app, onChange: (app) => setFilter({ app }) }}
          state={{
            label: t('webhooks.state'),
            any: t('webhooks.anyState'),
            choices: states.map((value) => ({ value, label: t(`webhooks.states.${value}`) })),
            value: state,
            onChange: (value) => setFilter({ state: value }),
          }}
          search={{
            label: t('webhooks.roomSearch'),
            value: filter.room,
            onChange: (text) => setFilter({ room: text }),
          }}
        />
        <PagedTable
          caption={t('webhooks.title')}
          pages={pages}
          columns={columns}
          rowKey={({ deliveryId }) => deliveryId}
          minWidth={860}
          empty={
            isNarrowed ? (
              <EmptyState icon={<IconSearchOff />} title={t('webhooks.noMatch')} hint={t('webhooks.noMatchHint')} />
            ) : (
              <EmptyState icon={<IconWebhook />} title={t('webhooks.empty')} hint={t('webhooks.emptyHint')} />
            )
          }
        />
      </Panel>
    </Page>
  )
}
