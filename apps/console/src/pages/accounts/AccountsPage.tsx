import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { IconDots, IconPlus, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Account, given, useApi, usePages } from '../../api/index.ts'
import { type Column, EmptyState, Page, PagedTable, Panel, StateBadge } from '../../components/index.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { useMay, useSession } from '../../session/index.ts'
import { type AccountAction, AccountDialog } from './AccountDialogs.tsx'
import { CreateAccountDialog } from './CreateAccountDialog.tsx'
import { RolesPanel } from './RolesPanel.tsx'

const pageSize = 50

/** People who administer, and what their roles may do. */
export default function AccountsPage() {
  const { t } = useTranslation()
  const { client } = useApi()
  const may = useMay()
  const format = useFormat()
  const { account: own } = useSession()
  const [isCreating, setCreating] = useState(false)
  const [asked, setAsked] = useState<{ readonly action: AccountAction; readonly account: Account }>()
  const pages = usePages<Account>({
    queryKey: ['accounts', 'list'],
    fetchPage: ({ cursor, signal }) => client.listAccounts({ query: given({ limit: pageSize, cursor }), signal }),
  })
  const mayChange = ({ role }: Account) => may('accounts.write') && (role !== 'owner' || may('owners.write'))
  const columns: Column<Account>[] = [
    {
      key: 'name',
      header: t('accounts.displayName'),
      cell: ({ displayName, accountId }) => (
        <>
          {displayName}
          {accountId === own.accountId ? <Text span size="sm" c="dimmed">{` (${t('accounts.you')})`}</Text> : null}
        </>
      ),
    },
    {
      key: 'login',
      header: t('accounts.name'),
      cell: ({ name }) => (
        <Text ff="monospace" size="sm">
          {name}
        </Text>
      ),
    },
    { key: 'role', header: t('accounts.role'), cell: ({ role }) => t(`accounts.roles.${role}`) },
    {
      key: 'state',
      header: t('accounts.state'),
      cell: ({ enabled, mustChangePassword }) => {
        if (!enabled) return <StateBadge tone="neutral">{t('common.disabled')}</StateBadge>
        if (mustChangePassword) return <StateBadge tone="fair">{t('accounts.mustChange')}</StateBadge>
        return <StateBadge tone="good">{t('common.enabled')}</StateBadge>
      },
    },
    {
      key: 'lastLogin',
      header: t('accounts.lastLogin'),
      cell: ({ lastLoginAt }) => (lastLoginAt === null ? t('common.never') : format.time(lastLoginAt)),
    },
    {
      key: 'actions',
      header: t('common.actions'),
      hasHiddenHeader: true,
      align: 'end',
      cell: (account) =>
        mayChange(account) ? (
          <AccountMenu
            account={account}
            isOwn={account.accountId === own.accountId}
            onChoose={(action) => setAsked({ action, account })}
          />
        ) : null,
    },
  ]
  return (
    <Page
      title={t('accounts.title')}
      intro={t('accounts.intro')}
      actions={
        may('accounts.write') ? (
          <Button leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)} data-testid="create-account">
            {t('accounts.create')}
          </Button>
        ) : undefined
      }
    >
      <Panel>
        <PagedTable
          caption={t('accounts.title')}
          pages={pages}
          columns={columns}
          rowKey={({ accountId }) => accountId}
          minWidth={760}
          empty={<EmptyState icon={<IconUsers />} title={t('accounts.title')} />}
        />
      </Panel>
      <RolesPanel />
      {isCreating ? <CreateAccountDialog onClose={() => setCreating(false)} /> : null}
      {asked === undefined ? null : <AccountDialog {...asked} onClose={() => setAsked(undefined)} />}
    </Page>
  )
}

interface AccountMenuProps {
  readonly account: Account
  readonly isOwn: boolean
  readonly onChoose: (action: AccountAction) => void
}

const AccountMenu = ({ account, isOwn, onChoose }: AccountMenuProps) => {
  const { t } = useTranslation()
  return (
    <Group justify="flex-end">
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${t('common.actions')}: ${account.displayName}`}
            data-testid="account-menu"
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onChoose('edit')}>{t('accounts.edit')}</Menu.Item>
          {isOwn ? null : (
            <>
              <Menu.Item onClick={() => onChoose('resetPassword')}>{t('accounts.resetPassword')}</Menu.Item>
              <Menu.Item onClick={() => onChoose('switch')}>
                {t(account.enabled ? 'accounts.disable' : 'accounts.enable')}
              </Menu.Item>
              <Menu.Item c="var(--mantine-color-error)" onClick={() => onChoose('delete')}>
                {t('common.delete')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}
