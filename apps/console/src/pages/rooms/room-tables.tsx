import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RoomDetails } from '../../api/index.ts'
import { type Column, DataTable, StateBadge } from '../../components/index.ts'
import { useFormat } from '../../hooks/useFormat.ts'

type Participant = RoomDetails['participants'][number]
type Feed = RoomDetails['feeds'][number]
type Subscription = RoomDetails['subscriptions'][number]

const percent = 100
const lossThatHurts = 0.05

export interface ParticipantsTableProps {
  readonly participants: readonly Participant[]
  readonly onKick?: (uid: string) => void
}

export const ParticipantsTable = ({ participants, onKick }: ParticipantsTableProps) => {
  const { t } = useTranslation()
  const format = useFormat()
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
    { key: 'name', header: t('rooms.name'), cell: ({ displayName }) => displayName ?? '–' },
    { key: 'since', header: t('rooms.since'), cell: ({ joinedAt }) => format.timeExact(joinedAt) },
    {
      key: 'connection',
      header: t('rooms.connection'),
      cell: ({ connected }) => (
        <StateBadge tone={connected ? 'good' : 'poor'}>{t(connected ? 'rooms.connected' : 'rooms.lost')}</StateBadge>
      ),
    },
    { key: 'route', header: t('rooms.route'), cell: ({ route }) => t(`rooms.routes.${route}`) },
    ...(onKick === undefined
      ? []
      : [
          {
            key: 'kick',
            header: t('common.actions'),
            hasHiddenHeader: true,
            align: 'end' as const,
            cell: ({ uid }: Participant) => (
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                c="var(--mantine-color-error)"
                aria-label={`${t('rooms.kick')}: ${uid}`}
                onClick={() => onKick(uid)}
              >
                {t('rooms.kick')}
              </Button>
            ),
          },
        ]),
  ]
  return <DataTable caption={t('rooms.participants')} columns={columns} rows={participants} rowKey={({ uid }) => uid} />
}

export const FeedsTable = ({ feeds }: { readonly feeds: readonly Feed[] }) => {
  const { t } = useTranslation()
  const columns: Column<Feed>[] = [
    {
      key: 'publisher',
      header: t('rooms.publisher'),
      cell: ({ uid }) => (
        <Text size="sm" ff="monospace">
          {uid}
        </Text>
      ),
    },
    { key: 'source', header: t('rooms.source'), cell: ({ source }) => t(`rooms.sources.${source}`) },
    { key: 'tag', header: t('rooms.tag'), cell: ({ tag }) => tag },
    {
      key: 'tracks',
      header: t('rooms.tracks'),
      cell: ({ tracks }) =>
        tracks.map(({ mimeType, muted }) => (muted ? `${mimeType} (${t('rooms.muted')})` : mimeType)).join(', '),
    },
  ]
  return <DataTable caption={t('rooms.streams')} columns={columns} rows={feeds} rowKey={({ feedId }) => feedId} />
}

export const SubscriptionsTable = ({ room }: { readonly room: RoomDetails }) => {
  const { t } = useTranslation()
  const format = useFormat()
  const feeds = new Map(room.feeds.map((feed) => [feed.feedId, feed]))
  const columns: Column<Subscription>[] = [
    {
      key: 'uid',
      header: t('rooms.subscriber'),
      cell: ({ uid }) => (
        <Text size="sm" ff="monospace">
          {uid}
        </Text>
      ),
    },
    {
      key: 'feed',
      header: t('rooms.publisher'),
      cell: ({ feedId }) => {
        const feed = feeds.get(feedId)
        return feed === undefined ? feedId : `${feed.uid} · ${t(`rooms.sources.${feed.source}`)}`
      },
    },
    {
      key: 'media',
      header: t('rooms.media'),
      cell: ({ started, held }) => {
        if (held) return <StateBadge tone="fair">{t('rooms.held')}</StateBadge>
        return <StateBadge tone={started ? 'good' : 'neutral'}>{t(started ? 'rooms.flows' : 'rooms.waits')}</StateBadge>
      },
    },
    {
      key: 'size',
      header: t('rooms.size'),
      align: 'end',
      cell: ({ size }) => (size === null ? '–' : `${size.widthPx} × ${size.heightPx}`),
    },
    {
      key: 'loss',
      header: t('rooms.loss'),
      align: 'end',
      cell: ({ lossShare }) => (
        <Text size="sm" c={lossShare > lossThatHurts ? 'var(--mrtc-poor)' : 'inherit'}>
          {format.number(lossShare * percent)} %
        </Text>
      ),
    },
  ]
  return (
    <DataTable
      caption={t('rooms.subscriptions')}
      columns={columns}
      rows={room.subscriptions}
      rowKey={({ subscriptionId }) => subscriptionId}
    />
  )
}
