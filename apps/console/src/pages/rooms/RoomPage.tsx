import { Button, Text, Textarea } from '@mantine/core'
import { IconMessage, IconVideoOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { problemIn, type RoomDetails, useApi } from '../../api/index.ts'
import {
  AppLink,
  ConfirmDialog,
  EmptyState,
  Facts,
  FormDialog,
  Loaded,
  Page,
  Panel,
  StateBadge,
} from '../../components/index.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { useMay } from '../../session/index.ts'
import { FeedsTable, ParticipantsTable, SubscriptionsTable } from './room-tables.tsx'

const refetchIntervalMs = 2_000
const textLengthMax = 2_000
const iconSize = 16

type Asked = { readonly what: 'end' } | { readonly what: 'message' } | { readonly what: 'kick'; readonly uid: string }

/** One open room: who is in it, what they publish, who watches what, and what can be done. */
export default function RoomPage() {
  const { t } = useTranslation()
  const { client } = useApi()
  const may = useMay()
  const { roomId = '' } = useParams<{ roomId: string }>()
  const [asked, setAsked] = useState<Asked>()
  const query = useQuery({
    queryKey: ['rooms', 'one', roomId],
    queryFn: ({ signal }) => client.getRoom({ path: { roomId }, signal }),
    refetchInterval: ({ state }) => (state.status === 'error' ? false : refetchIntervalMs),
  })
  const isGone = query.isError && problemIn(query.error).code === 'ROOM_NOT_FOUND'
  return (
    <Page
      title={t('rooms.roomTitle', { id: roomId })}
      above={<AppLink to="/rooms">← {t('rooms.title')}</AppLink>}
      actions={
        may('rooms.control') && query.data !== undefined && !isGone ? (
          <>
            <Button
              variant="default"
              leftSection={<IconMessage size={iconSize} />}
              onClick={() => setAsked({ what: 'message' })}
            >
              {t('rooms.message')}
            </Button>
            <Button color="red.8" onClick={() => setAsked({ what: 'end' })} data-testid="end-room">
              {t('rooms.end')}
            </Button>
          </>
        ) : undefined
      }
    >
      {isGone ? (
        <EmptyState icon={<IconVideoOff />} title={t('rooms.gone')} hint={t('rooms.goneHint')} />
      ) : (
        <Loaded query={query}>
          {(room) => (
            <RoomView
              room={room}
              {...(may('rooms.control') ? { onKick: (uid: string) => setAsked({ what: 'kick', uid }) } : {})}
            />
          )}
        </Loaded>
      )}
      {asked === undefined ? null : (
        <RoomDialog
          asked={asked}
          roomId={roomId}
          people={query.data?.participantCount ?? 0}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Page>
  )
}

interface RoomViewProps {
  readonly room: RoomDetails
  readonly onKick?: (uid: string) => void
}

const RoomView = ({ room, onKick }: RoomViewProps) => {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <Panel>
        <Facts
          facts={[
            { label: t('common.app'), value: room.bizName },
            { label: t('rooms.creator'), value: room.creatorUid },
            { label: t('rooms.since'), value: format.timeExact(room.createdAt) },
            {
              label: t('rooms.recording'),
              value:
                room.recordIds.length > 0 ? (
                  <StateBadge tone="poor">{t('rooms.recorded')}</StateBadge>
                ) : (
                  t('rooms.notRecorded')
                ),
            },
          ]}
        />
      </Panel>
      <Panel title={`${t('rooms.participants')} (${room.participants.length})`}>
        <ParticipantsTable participants={room.participants} {...(onKick === undefined ? {} : { onKick })} />
      </Panel>
      <Panel title={t('rooms.streams')}>
        {room.feeds.length === 0 ? <Text c="dimmed">{t('rooms.noStreams')}</Text> : <FeedsTable feeds={room.feeds} />}
      </Panel>
      <Panel title={t('rooms.subscriptions')}>
        {room.subscriptions.length === 0 ? (
          <Text c="dimmed">{t('rooms.nobody')}</Text>
        ) : (
          <SubscriptionsTable room={room} />
        )}
      </Panel>
    </>
  )
}

interface RoomDialogProps {
  readonly asked: Asked
  readonly roomId: string
  readonly people: number
  readonly onClose: () => void
}

const RoomDialog = ({ asked, roomId, people, onClose }: RoomDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const queries = useQueryClient()
  const notify = useNotify()
  const [, navigate] = useLocation()
  const [text, setText] = useState('')
  switch (asked.what) {
    case 'end':
      return (
        <ConfirmDialog
          title={t('rooms.endTitle')}
          hint={t('rooms.endHint', { count: people })}
          confirmLabel={t('rooms.end')}
          isDangerous
          onConfirm={async () => {
            await client.endRoom({ path: { roomId } })
            await queries.invalidateQueries({ queryKey: ['rooms', 'list'] })
            notify.done(t('rooms.ended'))
            navigate('/rooms')
          }}
          onClose={onClose}
        />
      )
    case 'kick':
      return (
        <ConfirmDialog
          title={t('rooms.kickTitle', { uid: asked.uid })}
          hint={t('rooms.kickHint')}
          confirmLabel={t('rooms.kick')}
          isDangerous
          onConfirm={async () => {
            await client.kickParticipant({ path: { roomId, uid: asked.uid } })
            await queries.invalidateQueries({ queryKey: ['rooms'] })
            notify.done(t('rooms.kicked', { uid: asked.uid }))
          }}
          onClose={onClose}
        />
      )
    case 'message':
      return (
        <FormDialog
          title={t('rooms.message')}
          hint={t('rooms.messageHint')}
          submitLabel={t('rooms.send')}
          isComplete={text.trim() !== ''}
          onSubmit={async () => {
            const { recipients } = await client.sendRoomMessage({
              path: { roomId },
              body: { kind: 'text', text: text.trim() },
            })
            notify.done(t('rooms.sent', { count: recipients.length }))
          }}
          onClose={onClose}
        >
          <Textarea
            label={t('rooms.messageText')}
            autosize
            minRows={3}
            maxLength={textLengthMax}
            required
            data-autofocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </FormDialog>
      )
  }
}
