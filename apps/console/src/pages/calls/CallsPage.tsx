import { IconPhone, IconSearchOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Call, given, useApi, usePages } from '../../api/index.ts'
import { AppLink, type Column, EmptyState, ListFilters, Page, PagedTable, Panel } from '../../components/index.ts'
import { useFilter } from '../../hooks/useFilter.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { useSpan } from '../../hooks/useSpan.ts'
import { QualityBadge } from './quality-badge.tsx'

const pageSize = 50
const refetchIntervalMs = 10_000
const states = ['running', 'ended'] as const

/** Calls that run and calls of before. */
export default function CallsPage() {
  const { t } = useTranslation()
  const { client } = useApi()
  const format = useFormat()
  const span = useSpan()
  const [filter, setFilter] = useFilter(['app', 'state', 'uid'])
  const state = states.find((one) => one === filter.state)
  const pages = usePages<Call>({
    queryKey: ['calls', 'list', filter.app, state, filter.uid],
    fetchPage: ({ cursor, signal }) => {
      const { app: bizName, uid } = filter
      return client.listCalls({ query: given({ limit: pageSize, cursor, bizName, state, uid }), signal })
    },
    refetchIntervalMs,
  })
  const isNarrowed = [filter.app, state, filter.uid].some((value) => value !== undefined)
  const columns: Column<Call>[] = [
    { key: 'room', header: t('calls.room'), cell: ({ roomId }) => <AppLink to={`/calls/${roomId}`}>{roomId}</AppLink> },
    { key: 'app', header: t('common.app'), cell: ({ bizName }) => bizName },
    { key: 'started', header: t('calls.started'), cell: ({ startedAt }) => format.time(startedAt) },
    {
      key: 'length',
      header: t('calls.length'),
      align: 'end',
      cell: ({ startedAt, endedAt }) =>
        `${span(startedAt, endedAt)}${endedAt === null ? ` (${t('calls.running')})` : ''}`,
    },
    { key: 'people', header: t('calls.people'), align: 'end', cell: ({ people }) => people },
    { key: 'peak', header: t('calls.peak'), align: 'end', cell: ({ peakPeople }) => peakPeople },
    { key: 'reconnects', header: t('calls.reconnects'), align: 'end', cell: ({ reconnectCount }) => reconnectCount },
    { key: 'quality', header: t('calls.quality'), cell: ({ worstQuality }) => <QualityBadge grade={worstQuality} /> },
  ]
  return (
    <Page title={t('calls.title')} intro={t('calls.intro')}>
      <Panel>
        <ListFilters
          app={{ value: filter.app, onChange: (app) => setFilter({ app }) }}
          state={{
            label: t('calls.state'),
            any: t('calls.anyState'),
            choices: states.map((value) => ({ value, label: t(`calls.states.${value}`) })),
            value: state,
            onChange: (value) => setFilter({ state: value }),
          }}
          search={{ label: t('calls.uid'), value: filter.uid, onChange: (text) => setFilter({ uid: text }) }}
        />
        <PagedTable
          caption={t('calls.title')}
          pages={pages}
          columns={columns}
          rowKey={({ roomId }) => roomId}
          minWidth={860}
          empty={
            isNarrowed ? (
              <EmptyState icon={<IconSearchOff />} title={t('calls.noMatch')} hint={t('calls.noMatchHint')} />
            ) : (
              <EmptyState icon={<IconPhone />} title={t('calls.empty')} hint={t('calls.emptyHint')} />
            )
          }
        />
      </Panel>
    </Page>
  )
}
