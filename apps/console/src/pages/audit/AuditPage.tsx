import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconHistory } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AuditEntry, given, useApi, usePages } from '../../api/index.ts'
import {
  AppPicker,
  type Column,
  Dialog,
  EmptyState,
  Facts,
  JsonText,
  Page,
  PagedTable,
  Panel,
  StateBadge,
} from '../../components/index.ts'
import { useFilter } from '../../hooks/useFilter.ts'
import { useFormat } from '../../hooks/useFormat.ts'

const typingMs = 300
const pageSize = 50
const pickerFormat = 'YYYY-MM-DD HH:mm'

/** Who changed what. */
export default function AuditPage() {
  const { t } = useTranslation()
  const { client } = useApi()
  const format = useFormat()
  const [filter, setFilter] = useFilter(['app', 'action', 'from', 'to'])
  const [shown, setShown] = useState<AuditEntry>()
  const narrow = useDebouncedCallback((text: string) => setFilter({ action: text.trim() }), typingMs)
  const pages = usePages<AuditEntry>({
    queryKey: ['audit', filter.app, filter.action, filter.from, filter.to],
    fetchPage: ({ cursor, signal }) => {
      const { app: bizName, action, from, to } = filter
      return client.listAuditEntries({ query: given({ limit: pageSize, cursor, bizName, action, from, to }), signal })
    },
  })
  const columns: Column<AuditEntry>[] = [
    { key: 'when', header: t('audit.when'), cell: ({ at }) => format.timeExact(at) },
    {
      key: 'who',
      header: t('audit.who'),
      cell: ({ actorName, actorKind }) => (
        <>
          {actorName === '' ? t(`audit.actors.${actorKind}`) : actorName}
          {actorKind === 'apiKey' ? (
            <Text span size="xs" c="dimmed">
              {` · ${t('audit.actors.apiKey')}`}
            </Text>
          ) : null}
        </>
      ),
    },
    {
      key: 'action',
      header: t('audit.action'),
      cell: ({ action, isFinished }) => (
        <>
          <Text ff="monospace" size="sm">
            {action}
          </Text>
          {isFinished ? null : <StateBadge tone="fair">{t('audit.unfinished')}</StateBadge>}
        </>
      ),
    },
    {
      key: 'target',
      header: t('audit.target'),
      cell: ({ target }) => (
        <Text ff="monospace" size="sm" truncate maw={220} title={target}>
          {target}
        </Text>
      ),
    },
    { key: 'address', header: t('audit.address'), cell: ({ address }) => address },
    {
      key: 'actions',
      header: t('common.actions'),
      hasHiddenHeader: true,
      align: 'end',
      cell: (entry) => (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t('audit.show', { action: entry.action })}
          onClick={() => setShown(entry)}
        >
          {t('common.details')}
        </Button>
      ),
    },
  ]
  return (
    <Page title={t('audit.title')} intro={t('audit.intro')}>
      <Panel>
        <Group align="flex-end" mb="md">
          <AppPicker value={filter.app} onChange={(app) => setFilter({ app })} hasAll />
          <TextInput
            type="search"
            label={t('audit.action')}
            placeholder="apps.create"
            defaultValue={filter.action ?? ''}
            onChange={(event) => narrow(event.currentTarget.value)}
            w={200}
          />
          {(['from', 'to'] as const).map((end) => (
            <DateTimePicker
              key={end}
              label={t(`audit.${end}`)}
              value={pickerValue(filter[end])}
              onChange={(value) => setFilter({ [end]: value === null ? undefined : dayjs(value).toISOString() })}
              valueFormat={pickerFormat}
              clearable
              clearButtonProps={{ 'aria-label': t('common.clear') }}
              w={190}
            />
          ))}
        </Group>
        <PagedTable
          caption={t('audit.title')}
          pages={pages}
          columns={columns}
          rowKey={({ entryId }) => String(entryId)}
          headerColumn="action"
          minWidth={860}
          empty={<EmptyState icon={<IconHistory />} title={t('audit.empty')} hint={t('audit.emptyHint')} />}
        />
      </Panel>
      {shown === undefined ? null : <EntryDialog entry={shown} onClose={() => setShown(undefined)} />}
    </Page>
  )
}

/** In the browser's time zone, as the picker has it. */
const pickerValue = (iso: string | undefined): string | null =>
  iso === undefined || !dayjs(iso).isValid() ? null : dayjs(iso).format('YYYY-MM-DD HH:mm:ss')

const EntryDialog = ({ entry, onClose }: { readonly entry: AuditEntry; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Dialog onClose={onClose} title={entry.action} size="lg">
      <Stack>
        <Facts
          facts={[
            { label: t('audit.when'), value: format.timeExact(entry.at) },
            { label: t('audit.who'), value: `${entry.actorName} (${t(`audit.actors.${entry.actorKind}`)})` },
            { label: t('audit.target'), value: entry.target },
            { label: t('audit.request'), value: entry.requestId },
          ]}
        />
        {entry.isFinished ? null : <Text size="sm">{t('audit.unfinishedHint')}</Text>}
        {(['before', 'after'] as const).map((side) =>
          entry[side] === null ? null : (
            <div key={side}>
              <Text size="sm" fw={600} mb={4}>
                {t(`audit.${side}`)}
              </Text>
              <JsonText value={entry[side]} label={t(`audit.${side}`)} />
            </div>
          ),
        )}
      </Stack>
    </Dialog>
  )
}
