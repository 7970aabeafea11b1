import { Text } from '@mantine/core'
import { IconVideo } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { given, type Room, useApi, usePages } from '../../api/index.ts'
import {
  AppLink,
  AppPicker,
  type Column,
  EmptyState,
  Page,
  PagedTable,
  Panel,
  StateBadge,
} from '../../components/index.ts'
import { useFilter } from '../../hooks/useFilter.ts'
import { useFormat } from '../../hooks/useFormat.ts'

const pageSize = 50
const refetchIntervalMs = 3_000

/** Open rooms. */
export default function RoomsPage() {
  const { t } = useTranslation()
  const { client } = useApi()
  const format = useFormat()
  const [filter, setFilter] = useFilter(['app'])
  const pages = usePages<Room>({
    queryKey: ['rooms', 'list', filter.app],
    fetchPage: ({ cursor, signal }) =>
      client.listRooms({ query: given({ limit: pageSize, cursor, bizName: filter.app }), signal }),
    refetchIntervalMs,
  })
  const columns: Column<Room>[] = [
    { key: 'room', header: t('rooms.room'), cell: ({ roomId }) => <AppLink to={`/rooms/${roomId}`}>{roomId}</AppLink> },
    { key: 'app', header: t('common.app'), cell: ({ bizName }) => bizName },
    { key: 'creator', header: t('rooms.creator'), cell: ({ creatorUid }) => <Text size="sm">{creatorUid}</Text> },
    { key: 'since', header: t('rooms.since'), cell: ({ createdAt }) => format.time(createdAt) },
    { key: 'people', header: t('rooms.people'), align: 'end', cell: ({ participantCount }) => participantCount },
    { key: 'feeds', header: t('rooms.feeds'), align: 'end', cell: ({ feedCount }) => feedCount },
    {
      key: 'recording',
      header: t('rooms.recording'),
      cell: ({ recordIds }) =>
        recordIds.length > 0 ? <StateBadge tone="poor">{t('rooms.recorded')}</StateBadge> : t('rooms.notRecorded'),
    },
  ]
  return (
    <Page title={t('rooms.title')} intro={t('rooms.intro')}>
      <Panel>
        <AppPicker value={filter.app} onChange={(app) => setFilter({ app })} hasAll />
        <div style={{ marginTop: 16 }}>
          <PagedTable
            caption={t('rooms.title')}
            pages={pages}
            columns={columns}
            rowKey={({ roomId }) => roomId}
            minWidth={760}
            empty={<EmptyState icon={<IconVideo />} title={t('rooms.empty')} hint={t('rooms.emptyHint')} />}
          />
        </div>
      </Panel>
    </Page>
  )
}
