import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { type CallReport, useApi } from '../../api/index.ts'
import { AppLink, type Column, DataTable, Facts, Loaded, Page, Panel } from '../../components/index.ts'
import { useDurationText } from '../../hooks/useDurationText.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { useSpan } from '../../hooks/useSpan.ts'
import { QualityPanel } from './QualityPanel.tsx'
import { QualityBadge } from './quality-badge.tsx'

const refetchIntervalMs = 5_000
const secondMs = 1_000

type Participant = CallReport['participants'][number]
type Reconnect = CallReport['reconnects'][number]
type CallEvent = CallReport['events'][number]

/** One call: who was in, how good it was, what broke and why. */
export default function CallPage() {
  const { t } = useTranslation()
  const { client } = useApi()
  const { roomId = '' } = useParams<{ roomId: string }>()
  const query = useQuery({
    queryKey: ['calls', 'one', roomId],
    queryFn: ({ signal }) => client.getCall({ path: { roomId }, signal }),
    // A call that is over changes no more.
    refetchInterval: ({ state }) => (state.data?.endedAt === null ? refetchIntervalMs : false),
  })
  return (
    <Page title={t('calls.callTitle', { id: roomId })} above={<AppLink to="/calls">← {t('calls.title')}</AppLink>}>
      <Loaded query={query}>{(call) => <CallView call={call} />}</Loaded>
    </Page>
  )
}

const CallView = ({ call }: { readonly call: CallReport }) => {
  const { t } = useTranslation()
  const format = useFormat()
  const span = useSpan()
  return (
    <>
      <Panel>
        <Facts
          facts={[
            { label: t('common.app'), value: call.bizName },
            { label: t('calls.started'), value: format.timeExact(call.startedAt) },
            {
              label: t('calls.length'),
              value: `${span(call.startedAt, call.endedAt)}${call.endedAt === null ? ` (${t('calls.running')})` : ''}`,
            },
            { label: t('calls.quality'), value: <QualityBadge grade={call.worstQuality} /> },
            { label: t('calls.people'), value: String(call.people) },
            { label: t('calls.peak'), value: String(call.peakPeople) },
            { label: t('calls.feeds'), value: String(call.feeds) },
            { label: t('calls.reconnects'), value: String(call.reconnectCount) },
          ]}
        />
      </Panel>
      <Panel title={t('calls.participants')}>
        <ParticipantsTable participants={call.participants} />
      </Panel>
      <QualityPanel roomId={call.roomId} uids={call.participants.map(({ uid }) => uid)} />
      <Panel title={t('calls.reconnects')} hint={t('calls.reconnectsHint')}>
        {call.reconnects.length === 0 ? (
          <Text c="dimmed">{t('calls.noReconnects')}</Text>
        ) : (
          <ReconnectsTable reconnects={call.reconnects} />
        )}
      </Panel>
      <Panel
        title={t('calls.events')}
        {...(call.eventsCursor === null ? {} : { hint: t('calls.moreEvents', { count: call.events.length }) })}
      >
        <EventsTable events={call.events} />
      </Panel>
    </>
  )
}

const ParticipantsTable = ({ participants }: { readonly participants: readonly Participant[] }) => {
  const { t } = useTranslation()
  const span = useSpan()
  const columns: Column<Participant>[] = [
    {
      key: 'uid',
      header: 'uid',
      cell: ({ uid }) => (
        <Text size="sm" ff="monospace">
          {uid}
        </Text>
      ),
    },
    { key: 'name', header: t('calls.name'), cell: ({ displayName }) => displayName ?? '–' },
    {
      key: 'client',
      header: t('calls.client'),
      cell: ({ sessions }) => {
        const client = sessions.at(-1)?.client
        return client ? `${client.platform} ${client.version}` : '–'
      },
    },
    {
      key: 'stay',
      header: t('calls.stay'),
      cell: ({ sessions }) => sessions.map(({ startedAt, endedAt }) => span(startedAt, endedAt)).join(', '),
    },
    { key: 'feeds', header: t('calls.feeds'), align: 'end', cell: ({ feeds }) => feeds.length },
    { key: 'reconnects', header: t('calls.reconnects'), align: 'end', cell: ({ reconnectCount }) => reconnectCount },
    { key: 'quality', header: t('calls.quality'), cell: ({ worstQuality }) => <QualityBadge grade={worstQuality} /> },
  ]
  return <DataTable caption={t('calls.participants')} columns={columns} rows={participants} rowKey={({ uid }) => uid} />
}

const ReconnectsTable = ({ reconnects }: { readonly reconnects: readonly Reconnect[] }) => {
  const { t } = useTranslation()
  const format = useFormat()
  const durationText = useDurationText()
  const columns: Column<Reconnect>[] = [
    { key: 'at', header: t('calls.at'), cell: ({ at }) => format.timeExact(at) },
    { key: 'uid', header: 'uid', cell: ({ uid }) => uid },
    {
      key: 'reason',
      header: t('calls.reason'),
      cell: ({ reason }) => t(`calls.reasons.${reason}`),
    },
    {
      key: 'away',
      header: t('calls.away'),
      align: 'end',
      cell: ({ awayMs }) => (awayMs === null ? t('calls.notBack') : durationText(awayMs / secondMs)),
    },
  ]
  return (
    <DataTable
      caption={t('calls.reconnects')}
      columns={columns}
      rows={reconnects}
      rowKey={({ uid, at, reason }) => `${uid} ${at} ${reason}`}
    />
  )
}

const EventsTable = ({ events }: { readonly events: readonly CallEvent[] }) => {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: Column<CallEvent>[] = [
    { key: 'at', header: t('calls.at'), cell: ({ at }) => format.timeExact(at) },
    { key: 'who', header: t('calls.who'), cell: ({ uid }) => uid ?? t('calls.roomItself') },
    {
      key: 'kind',
      header: t('calls.event'),
      cell: ({ kind }) => (
        <Text size="sm" ff="monospace">
          {kind}
        </Text>
      ),
    },
    {
      key: 'data',
      header: t('calls.data'),
      cell: ({ data }) => (
        <Text size="xs" ff="monospace" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {data === null ? '' : JSON.stringify(data)}
        </Text>
      ),
    },
  ]
  return <DataTable caption={t('calls.events')} columns={columns} rows={events} rowKey={({ seq }) => String(seq)} />
}
