import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Brand, Switches } from '../../components/index.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { useSessionChanges } from '../../session/index.ts'
import classes from './LoginPage.module.css'
import { PasswordForm } from './PasswordForm.tsx'

/** After somebody else has set the password: nothing is allowed before the owner of the account has. */
export const MustChangePage = () => {
  const { t } = useTranslation()
  useDocumentTitle(`${t('session.mustChange')} · ${t('common.product')}`)
  const { logOut } = useSessionChanges()
  const notify = useNotify()
  const leaving = useMutation({ mutationFn: logOut, onError: notify.failed })
  return (
    <div className={classes.frame}>
      <header className={classes.header}>
        <Brand />
        <Group gap={4}>
          <Switches />
          <Button variant="subtle" color="gray" onClick={() => leaving.mutate()}>
            {t('session.logOut')}
          </Button>
        </Group>
      </header>
      <main className={classes.main}>
        <Paper withBorder radius="lg" p="xl" w="100%" maw={440} bg="var(--mrtc-panel)" data-testid="must-change">
          <Title order={1} size="h3">
            {t('session.mustChange')}
          </Title>
          <Text c="dimmed" mt={4} mb="md">
            {t('session.mustChangeHint')}
          </Text>
          <PasswordForm />
        </Paper>
      </main>
    </div>
  )
}
