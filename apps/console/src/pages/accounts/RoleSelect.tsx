import { Select } from '@mantine/core'
import { allRoles, type Role } from '@mrtc/protocol/api'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../session/index.ts'

export interface RoleSelectProps {
  readonly value: Role
  readonly onChange: (role: Role) => void
  readonly isDisabled?: boolean
}

/** The roles that one may give. */
export const RoleSelect = ({ value, onChange, isDisabled = false }: RoleSelectProps) => {
  const { t } = useTranslation()
  const may = useMay()
  const roles = allRoles.filter((role) => role !== 'owner' || may('owners.write') || value === 'owner')
  return (
    <Select
      label={t('accounts.role')}
      description={t(`accounts.roleHints.${value}`)}
      data={roles.map((role) => ({ value: role, label: t(`accounts.roles.${role}`) }))}
      value={value}
      onChange={(chosen) => {
        const role = allRoles.find((one) => one === chosen)
        if (role !== undefined) onChange(role)
      }}
      allowDeselect={false}
      disabled={isDisabled}
      data-testid="role"
    />
  )
}
