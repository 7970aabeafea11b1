import { Button, Checkbox, Group, Select, Text, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconDownload, IconMovie, IconPlayerPlay, IconPlayerStop, IconSearchOff, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { given, type Recording, type RecordingFile, useApi, usePages } from '../../api/index.ts'
import {
  AppPicker,
  type Column,
  ConfirmDialog,
  EmptyState,
  Page,
  PagedTable,
  Panel,
  StateBadge,
  type Tone,
} from '../../components/index.ts'
import { useDurationText } from '../../hooks/useDurationText.ts'
import { useFilter } from '../../hooks/useFilter.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { useMay } from '../../session/index.ts'
import { DeleteDialog } from './DeleteDialog.tsx'
import { downloadAll } from './download-all.ts'
import { PlayDialog } from './PlayDialog.tsx'
import { sizeText } from './size-text.ts'

const typingMs = 300
const pageSize = 50
const refetchIntervalMs = 5_000
const percent = 100
const secondMs = 1_000
const iconSize = 16
const states = ['recording', 'paused', 'rendering', 'ready', 'failed'] as const
const tones: Record<Recording['state'], Tone> = {
  recording: 'poor',
  paused: 'fair',
  rendering: 'fair',
  ready: 'good',
  failed: 'poor',
}

const isState = (text: string | undefined): text is Recording['state'] => states.some((state) => state === text)

/** Recordings on the server (guide 5.2). */
export default function RecordingsPage() {
  const { t } = useTranslation()
  const { client } = useApi()
  const may = useMay()
  const format = useFormat()
  const durationText = useDurationText()
  const [filter, setFilter] = useFilter(['app', 'state', 'id', 'from', 'to'])
  const state = isState(filter.state) ? filter.state : undefined
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [played, setPlayed] = useState<RecordingFile>()
  const [deleted, setDeleted] = useState<readonly string[]>()
  const [stopped, setStopped] = useState<string>()
  const narrow = useDebouncedCallback((text: string) => setFilter({ id: text.trim() }), typingMs)
  const pages = usePages<Recording>({
    queryKey: ['recordings', filter.app, state, filter.id, filter.from, filter.to],
    fetchPage: ({ cursor, signal }) => {
      const { app: bizName, id: recordId, from, to } = filter
      const query = given({ limit: pageSize, cursor, bizName, state, recordId, from, to })
      return client.listRecordings({ query, signal })
    },
    refetchIntervalMs,
  })
  const shown = pages.query.data ?? []
  const chosen = shown.filter(({ recordId }) => selected.has(recordId))
  const select = (recordId: string, isSelected: boolean) =>
    setSelected((before) => {
      const after = new Set(before)
      if (isSelected) after.add(recordId)
      else after.delete(recordId)
      return after
    })
  const columns: Column<Recording>[] = [
    {
      key: 'select',
      header: t('recordings.select'),
      hasHiddenHeader: true,
      cell: ({ recordId }) => (
        <Checkbox
          aria-label={t('recordings.selectOne', { id: recordId })}
          checked={selected.has(recordId)}
          data-testid="select"
          onChange={(event) => select(recordId, event.currentTarget.checked)}
        />
      ),
    },
    {
      key: 'id',
      header: t('recordings.media'),
      cell: ({ recordId, failure }) => (
        <>
          <Text size="sm" ff="monospace" truncate maw={200} title={recordId}>
            {recordId}
          </Text>
          {failure === null ? null : (
            <Text size="xs" c="var(--mrtc-poor)">
              {failure}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'state',
      header: t('recordings.state'),
      cell: ({ state: is, progress }) => (
        <>
          <StateBadge tone={tones[is]}>{t(`recordings.states.${is}`)}</StateBadge>
          {progress === null ? null : (
            <Text size="xs" c="dimmed" mt={4}>
              {t('recordings.progress', { percent: Math.round(progress * percent) })}
            </Text>
          )}
        </>
      ),
    },
    { key: 'app', header: t('common.app'), cell: ({ bizName }) => bizName },
    { key: 'room', header: t('recordings.room'), cell: ({ roomId }) => roomId },
    { key: 'started', header: t('recordings.started'), cell: ({ startedAt }) => format.time(startedAt) },
    {
      key: 'length',
      header: t('recordings.length'),
      align: 'end',
      cell: ({ files }) =>
        files.length === 0 ? '–' : durationText(files.reduce((sum, { durationMs }) => sum + durationMs, 0) / secondMs),
    },
    {
      key: 'size',
      header: t('recordings.size'),
      align: 'end',
      cell: ({ files }) =>
        files.length === 0
          ? '–'
          : sizeText(
              files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
              format.number,
            ),
    },
    {
      key: 'actions',
      header: t('common.actions'),
      align: 'end',
      cell: ({ recordId, files, state: is }) => (
        <Group gap={4} justify="flex-end" wrap="nowrap">
          {files.map((file) => (
            <Group key={file.index} gap={4} wrap="nowrap">
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconPlayerPlay size={iconSize} aria-hidden="true" />}
                aria-label={t('recordings.playOf', { name: file.name })}
                onClick={() => setPlayed(file)}
                data-testid="play"
              >
                {t('recordings.play')}
              </Button>
              <Button
                component="a"
                href={`${file.url}?download=true`}
                download={file.name}
                size="compact-sm"
                variant="subtle"
                aria-label={t('recordings.downloadOf', { name: file.name })}
                data-testid="download"
              >
                <IconDownload size={iconSize} aria-hidden="true" />
              </Button>
            </Group>
          ))}
          {may('recordings.control') && (is === 'recording' || is === 'paused') ? (
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconPlayerStop size={iconSize} aria-hidden="true" />}
              onClick={() => setStopped(recordId)}
            >
              {t('recordings.stop')}
            </Button>
          ) : null}
          {may('recordings.delete') ? (
            <Button
              size="compact-sm"
              variant="subtle"
              c="var(--mantine-color-error)"
              aria-label={t('recordings.deleteOf', { id: recordId })}
              data-testid="delete"
              onClick={() => setDeleted([recordId])}
            >
              <IconTrash size={iconSize} aria-hidden="true" />
            </Button>
          ) : null}
        </Group>
      ),
    },
  ]
  const isNarrowed = [filter.app, state, filter.id, filter.from, filter.to].some((value) => value !== undefined)
  return (
    <Page title={t('recordings.title')} intro={t('recordings.intro')}>
      <Panel>
        <Group align="flex-end" mb="md">
          <AppPicker value={filter.app} onChange={(app) => setFilter({ app })} hasAll />
          <Select
            label={t('recordings.state')}
            data={[
              { value: '', label: t('recordings.anyState') },
              ...states.map((value) => ({ value, label: t(`recordings.states.${value}`) })),
            ]}
            value={state ?? ''}
            onChange={(value) => setFilter({ state: value ?? undefined })}
            allowDeselect={false}
            w={140}
          />
          {(['from', 'to'] as const).map((end) => (
            <DateTimePicker
              key={end}
              label={t(`recordings.${end}`)}
              placeholder={t('recordings.ranges.all')}
              value={filter[end] === undefined ? null : dayjs(filter[end]).format('YYYY-MM-DD HH:mm:ss')}
              onChange={(value) => setFilter({ [end]: value === null ? undefined : dayjs(value).toISOString() })}
              valueFormat="YYYY-MM-DD HH:mm"
              clearable
              clearButtonProps={{ 'aria-label': t('common.clear') }}
              w={180}
            />
          ))}
          <TextInput
            type="search"
            label={t('recordings.mediaSearch')}
            defaultValue={filter.id ?? ''}
            onChange={(event) => narrow(event.currentTarget.value)}
            w={200}
          />
        </Group>
        <PagedTable
          caption={t('recordings.title')}
          pages={pages}
          columns={columns}
          rowKey={({ recordId }) => recordId}
          headerColumn="id"
          minWidth={1_000}
          empty={
            isNarrowed ? (
              <EmptyState icon={<IconSearchOff />} title={t('recordings.noMatch')} hint={t('recordings.noMatchHint')} />
            ) : (
              <EmptyState icon={<IconMovie />} title={t('recordings.empty')} hint={t('recordings.emptyHint')} />
            )
          }
        />
        {chosen.length === 0 ? null : (
          <Group justify="flex-end" mt="md">
            <Text size="sm" role="status">
              {t('recordings.selected', { count: chosen.length })}
            </Text>
            <Button
              variant="default"
              disabled={chosen.every(({ files }) => files.length === 0)}
              onClick={() => downloadAll(chosen.flatMap(({ files }) => files))}
            >
              {t('recordings.batchDownload')}
            </Button>
            {may('recordings.delete') ? (
              <Button
                color="red.8"
                onClick={() => setDeleted(chosen.map(({ recordId }) => recordId))}
                data-testid="delete-selected"
              >
                {t('recordings.batchDelete')}
              </Button>
            ) : null}
          </Group>
        )}
      </Panel>
      {played === undefined ? null : <PlayDialog file={played} onClose={() => setPlayed(undefined)} />}
      {deleted === undefined ? null : <DeleteDialog recordIds={deleted} onClose={() => setDeleted(undefined)} />}
      {stopped === undefined ? null : <StopDialog recordId={stopped} onClose={() => setStopped(undefined)} />}
    </Page>
  )
}

const StopDialog = ({ recordId, onClose }: { readonly recordId: string; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const queries = useQueryClient()
  const notify = useNotify()
  return (
    <ConfirmDialog
      title={t('recordings.stopTitle')}
      hint={t('recordings.stopHint')}
      confirmLabel={t('recordings.stop')}
      onConfirm={async () => {
        await client.stopRecording({ path: { recordId } })
        await queries.invalidateQueries({ queryKey: ['recordings'] })
        notify.done(t('recordings.stopped'))
      }}
      onClose={onClose}
    />
  )
}
