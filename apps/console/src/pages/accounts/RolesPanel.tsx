import { VisuallyHidden } from '@mantine/core'
import { allPermissions, allRoles, mayDo, type Permission } from '@mrtc/protocol/api'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable, Panel } from '../../components/index.ts'
import { keyOfPermission } from '../../i18n/texts/permissions.ts'

const iconSize = 18

/** What each role may do. */
export const RolesPanel = () => {
  const { t } = useTranslation()
  const columns: Column<Permission>[] = [
    {
      key: 'permission',
      header: t('accounts.permission'),
      cell: (permission) => t(`permissions.${keyOfPermission(permission)}`),
    },
    ...allRoles.map((role) => ({
      key: role,
      header: t(`accounts.roles.${role}`),
      width: 120,
      cell: (permission: Permission) => {
        const isAllowed = mayDo(role, permission)
        return (
          <>
            {isAllowed ? (
              <IconCheck size={iconSize} color="var(--mrtc-good)" aria-hidden="true" />
            ) : (
              <IconMinus size={iconSize} color="var(--mrtc-text-dim)" aria-hidden="true" />
            )}
            <VisuallyHidden>{t(isAllowed ? 'accounts.may' : 'accounts.mayNot')}</VisuallyHidden>
          </>
        )
      },
    })),
  ]
  return (
    <Panel title={t('accounts.rolesTitle')}>
      <DataTable
        caption={t('accounts.rolesTitle')}
        columns={columns}
        rows={allPermissions}
        rowKey={(permission) => permission}
        minWidth={700}
      />
    </Panel>
  )
}
