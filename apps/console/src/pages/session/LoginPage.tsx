import {
  Anchor,
  Box,
  Button,
  Collapse,
  Group,
  Paper,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useDisclosure, useDocumentTitle } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Brand, Switches } from '../../components/index.ts'
import { useSessionChanges } from '../../session/index.ts'
import classes from './LoginPage.module.css'
import { LoginProblem } from './LoginProblem.tsx'

export const LoginPage = ({ wasOver }: { readonly wasOver: boolean }) => {
  const { t } = useTranslation()
  useDocumentTitle(`${t('session.title')} · ${t('common.product')}`)
  const { logIn } = useSessionChanges()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [isHintShown, hint] = useDisclosure()
  const login = useMutation({ mutationFn: () => logIn(name.trim(), password) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    login.mutate()
  }
  return (
    <div className={classes.frame}>
      <header className={classes.header}>
        <Brand />
        <Group gap={4}>
          <Switches />
        </Group>
      </header>
      <main className={classes.main}>
        <Paper withBorder radius="lg" p="xl" w="100%" maw={420} bg="var(--mrtc-panel)" data-testid="login">
          <form onSubmit={submit}>
            <Stack>
              <Box>
                <Title order={1} size="h2">
                  {t('session.title')}
                </Title>
                <Text c="dimmed" mt={4} role={wasOver ? 'status' : undefined}>
                  {wasOver ? t('session.wasOver') : t('session.intro')}
                </Text>
              </Box>
              <TextInput
                label={t('session.name')}
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                required
                withAsterisk={false}
                autoFocus
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                data-testid="login-name"
              />
              <PasswordInput
                label={t('session.password')}
                autoComplete="current-password"
                required
                withAsterisk={false}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                data-testid="login-password"
              />
              {login.isError ? <LoginProblem error={login.error} failedAtMs={login.submittedAt} /> : null}
              <Button type="submit" loading={login.isPending} fullWidth data-testid="log-in">
                {t('session.submit')}
              </Button>
              <Box>
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  c="var(--mrtc-accent)"
                  onClick={hint.toggle}
                  aria-expanded={isHintShown}
                >
                  {t('session.where')}
                </Anchor>
                <Collapse expanded={isHintShown}>
                  <Text size="sm" c="dimmed" mt="xs">
                    {t('session.whereHint')}
                  </Text>
                </Collapse>
              </Box>
            </Stack>
          </form>
        </Paper>
      </main>
    </div>
  )
}
