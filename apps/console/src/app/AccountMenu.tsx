import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core'
import { IconLogout, IconUserCog } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useNotify } from '../hooks/useNotify.ts'
import { useSession, useSessionChanges } from '../session/index.ts'

const iconSize = 16

export const AccountMenu = () => {
  const { t } = useTranslation()
  const { account } = useSession()
  const { logOut } = useSessionChanges()
  const notify = useNotify()
  const [, navigate] = useLocation()
  const leaving = useMutation({ mutationFn: logOut, onError: notify.failed })
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton
          aria-label={t('session.loggedInAs', { name: account.displayName })}
          data-testid="account"
          ml={4}
          style={{ borderRadius: '50%' }}
        >
          <Avatar size={34} color="lagoon.7" variant="filled" aria-hidden="true">
            {[...account.displayName][0]?.toUpperCase()}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mrtc-text)">
            {account.displayName}
          </Text>
          {account.name} · {t(`accounts.roles.${account.role}`)}
        </Menu.Label>
        <Menu.Item leftSection={<IconUserCog size={iconSize} />} onClick={() => navigate('/profile')}>
          {t('session.account')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={iconSize} />} onClick={() => leaving.mutate()} data-testid="log-out">
          {t('session.logOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
