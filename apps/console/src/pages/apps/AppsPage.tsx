import { Button, Group, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconApps, IconPlus, IconSearch, IconSearchOff, IconSettings } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type App, given, useApi, usePages } from '../../api/index.ts'
import {
  AppLink,
  type Column,
  CopyButton,
  EmptyState,
  Page,
  PagedTable,
  Panel,
  StateBadge,
} from '../../components/index.ts'
import { useFilter } from '../../hooks/useFilter.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { useMay } from '../../session/index.ts'
import { AppMenu } from './AppMenu.tsx'
import { appsKey } from './app-queries.ts'
import { CreateAppDialog } from './CreateAppDialog.tsx'

const typingMs = 300
const pageSize = 50

/** The call apps (guide 5.1). */
export default function AppsPage() {
  const { t } = useTranslation()
  const { client } = useApi()
  const may = useMay()
  const format = useFormat()
  const [{ search }, setFilter] = useFilter(['search'])
  const [isCreating, setCreating] = useState(false)
  const narrow = useDebouncedCallback((text: string) => setFilter({ search: text.trim() }), typingMs)
  const pages = usePages<App>({
    queryKey: [...appsKey, 'list', search],
    fetchPage: ({ cursor, signal }) => client.listApps({ query: given({ limit: pageSize, cursor, search }), signal }),
  })
  const columns: Column<App>[] = [
    {
      key: 'name',
      header: t('apps.name'),
      cell: ({ name, bizName }) => <AppLink to={`/apps/${bizName}`}>{name}</AppLink>,
    },
    {
      key: 'bizName',
      header: t('apps.bizName'),
      cell: ({ bizName }) => (
        <Group gap={4} wrap="nowrap">
          <Text ff="monospace" size="sm">
            {bizName}
          </Text>
          <CopyButton value={bizName} label={bizName} />
        </Group>
      ),
    },
    {
      key: 'recording',
      header: t('apps.recording'),
      cell: ({ settings }) => t(settings.recording.automatic ? 'apps.on' : 'apps.off'),
    },
    {
      key: 'state',
      header: t('apps.state'),
      cell: ({ enabled }) => (
        <StateBadge tone={enabled ? 'good' : 'neutral'}>{t(enabled ? 'common.enabled' : 'common.disabled')}</StateBadge>
      ),
    },
    { key: 'created', header: t('apps.createdAt'), cell: ({ createdAt }) => format.time(createdAt) },
    {
      key: 'actions',
      header: t('common.actions'),
      align: 'end',
      cell: (app) => (
        <Group gap={4} justify="flex-end" wrap="nowrap">
          <Button
            component={Link}
            href={`/apps/${app.bizName}/settings`}
            size="compact-sm"
            variant="subtle"
            leftSection={<IconSettings size={16} aria-hidden="true" />}
            aria-label={t('apps.configure', { name: app.name })}
          >
            {t('apps.settings')}
          </Button>
          {may('apps.write') ? <AppMenu app={app} /> : null}
        </Group>
      ),
    },
  ]
  return (
    <Page
      title={t('apps.title')}
      intro={t('apps.intro')}
      actions={
        may('apps.write') ? (
          <Button leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)} data-testid="create-app">
            {t('apps.create')}
          </Button>
        ) : undefined
      }
    >
      <Panel>
        <TextInput
          type="search"
          aria-label={t('apps.searchLabel')}
          placeholder={t('apps.searchHint')}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          defaultValue={search ?? ''}
          onChange={(event) => narrow(event.currentTarget.value)}
          maw={320}
          mb="md"
          data-testid="search"
        />
        <PagedTable
          caption={t('apps.title')}
          pages={pages}
          columns={columns}
          rowKey={({ bizName }) => bizName}
          minWidth={820}
          empty={
            search === undefined ? (
              <EmptyState icon={<IconApps />} title={t('apps.empty')} hint={t('apps.emptyHint')} />
            ) : (
              <EmptyState icon={<IconSearchOff />} title={t('apps.noMatch', { search })} hint={t('apps.noMatchHint')} />
            )
          }
        />
      </Panel>
      {isCreating ? <CreateAppDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  )
}
