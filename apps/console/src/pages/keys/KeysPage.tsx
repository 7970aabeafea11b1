import { ActionIcon, Button, Group, Menu, Text, Tooltip } from '@mantine/core'
import { IconDots, IconKey, IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ApiKey, given, useApi, usePages } from '../../api/index.ts'
import { type Column, ConfirmDialog, EmptyState, Page, PagedTable, Panel, StateBadge } from '../../components/index.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { keyOfPermission } from '../../i18n/texts/permissions.ts'
import { useMay } from '../../session/index.ts'
import { CreateKeyDialog } from './CreateKeyDialog.tsx'

const pageSize = 50

interface Asked {
  readonly action: 'switch' | 'delete'
  readonly apiKey: ApiKey
}

/** Keys that programs sign their requests with. */
export default function KeysPage() {
  const { t } = useTranslation()
  const { client } = useApi()
  const may = useMay()
  const format = useFormat()
  const [isCreating, setCreating] = useState(false)
  const [asked, setAsked] = useState<Asked>()
  const pages = usePages<ApiKey>({
    queryKey: ['apiKeys', 'list'],
    fetchPage: ({ cursor, signal }) => client.listApiKeys({ query: given({ limit: pageSize, cursor }), signal }),
  })
  const columns: Column<ApiKey>[] = [
    {
      key: 'name',
      header: t('keys.name'),
      cell: ({ name, keyId }) => (
        <>
          {name}
          <Text size="xs" c="dimmed" ff="monospace">
            {keyId}
          </Text>
        </>
      ),
    },
    { key: 'app', header: t('keys.app'), cell: ({ bizName }) => bizName ?? t('common.allApps') },
    {
      key: 'permissions',
      header: t('keys.permissions'),
      cell: ({ permissions }) => (
        <Tooltip
          multiline
          events={{ hover: true, focus: true, touch: true }}
          label={permissions.map((permission) => (
            <div key={permission}>{t(`permissions.${keyOfPermission(permission)}`)}</div>
          ))}
        >
          <Text span size="sm" td="underline dotted" tabIndex={0}>
            {t('keys.permissionCount', { count: permissions.length })}
          </Text>
        </Tooltip>
      ),
    },
    {
      key: 'state',
      header: t('keys.state'),
      cell: ({ enabled, expiresAt }) => {
        if (expiresAt !== null && Date.parse(expiresAt) <= Date.now()) {
          return <StateBadge tone="poor">{t('keys.over')}</StateBadge>
        }
        return (
          <StateBadge tone={enabled ? 'good' : 'neutral'}>
            {t(enabled ? 'common.enabled' : 'common.disabled')}
          </StateBadge>
        )
      },
    },
    {
      key: 'until',
      header: t('keys.validUntil'),
      cell: ({ expiresAt }) => (expiresAt === null ? t('keys.noEnd') : format.time(expiresAt)),
    },
    {
      key: 'used',
      header: t('keys.lastUsed'),
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('common.never') : format.time(lastUsedAt)),
    },
    {
      key: 'actions',
      header: t('common.actions'),
      hasHiddenHeader: true,
      align: 'end',
      cell: (key) => (may('apiKeys.write') ? <KeyMenu apiKey={key} onChoose={setAsked} /> : null),
    },
  ]
  return (
    <Page
      title={t('keys.title')}
      intro={t('keys.intro')}
      actions={
        may('apiKeys.write') ? (
          <Button leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)} data-testid="create-key">
            {t('keys.create')}
          </Button>
        ) : undefined
      }
    >
      <Panel>
        <PagedTable
          caption={t('keys.title')}
          pages={pages}
          columns={columns}
          rowKey={({ keyId }) => keyId}
          minWidth={820}
          empty={<EmptyState icon={<IconKey />} title={t('keys.empty')} hint={t('keys.emptyHint')} />}
        />
      </Panel>
      {isCreating ? <CreateKeyDialog onClose={() => setCreating(false)} /> : null}
      {asked === undefined ? null : <KeyDialog {...asked} onClose={() => setAsked(undefined)} />}
    </Page>
  )
}

interface KeyMenuProps {
  readonly apiKey: ApiKey
  readonly onChoose: (asked: Asked) => void
}

const KeyMenu = ({ apiKey, onChoose }: KeyMenuProps) => {
  const { t } = useTranslation()
  return (
    <Group justify="flex-end">
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`${t('common.actions')}: ${apiKey.name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onChoose({ action: 'switch', apiKey })}>
            {t(apiKey.enabled ? 'keys.disable' : 'keys.enable')}
          </Menu.Item>
          <Menu.Item c="var(--mantine-color-error)" onClick={() => onChoose({ action: 'delete', apiKey })}>
            {t('common.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}

const KeyDialog = ({ action, apiKey, onClose }: Asked & { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const queries = useQueryClient()
  const notify = useNotify()
  const { keyId, name, enabled } = apiKey
  const path = { keyId }
  const done = async (message: string) => {
    await queries.invalidateQueries({ queryKey: ['apiKeys'] })
    notify.done(message)
  }
  if (action === 'delete') {
    return (
      <ConfirmDialog
        title={t('keys.deleteTitle', { name })}
        hint={t('keys.deleteHint')}
        confirmLabel={t('common.delete')}
        isDangerous
        onConfirm={async () => {
          await client.deleteApiKey({ path })
          await done(t('keys.deleted', { name }))
        }}
        onClose={onClose}
      />
    )
  }
  return (
    <ConfirmDialog
      title={t(enabled ? 'keys.disableTitle' : 'keys.enableTitle', { name })}
      hint={t(enabled ? 'keys.disableHint' : 'keys.enableHint')}
      confirmLabel={t(enabled ? 'keys.disable' : 'keys.enable')}
      isDangerous={enabled}
      onConfirm={async () => {
        await client.changeApiKey({ path, body: { enabled: !enabled } })
        await done(t('keys.changed', { name }))
      }}
      onClose={onClose}
    />
  )
}
