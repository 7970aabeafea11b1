import { Button, Divider, Paper, Stack, Text, Title } from '@mantine/core'
import { IconVideoPlus } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { NameField } from '../../components/NameField.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { useName } from '../../hooks/useName.ts'
import { type CallAddress, pathOfCall } from '../../links/call-link.ts'
import classes from './HomePage.module.css'
import { Illustration } from './Illustration.tsx'
import { JoinForm } from './JoinForm.tsx'

export const HomePage = () => {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const name = useName()
  const nameInput = useRef<HTMLInputElement>(null)

  const goTo = (path: string) => {
    if (name.take() === undefined) nameInput.current?.focus()
    else navigate(path)
  }

  return (
    <PageFrame title={t('app.tagline')}>
      <div className={classes.columns}>
        <section className={classes.welcome}>
          <Title order={1} className={classes.title}>
            {t('home.title')}
          </Title>
          <Text className={classes.intro}>{t('home.intro')}</Text>
          <Illustration />
        </section>
        <Paper withBorder radius="lg" p="xl" className={classes.card}>
          <Stack gap="lg">
            <NameField value={name.value} isMissing={name.isMissing} onChange={name.change} inputRef={nameInput} />
            <Button
              size="lg"
              leftSection={<IconVideoPlus size={22} />}
              data-testid="new-call"
              onClick={() => goTo('/new')}
            >
              {t('home.newCall')}
            </Button>
            <Divider label={t('home.or')} />
            <JoinForm onJoin={(address: CallAddress) => goTo(pathOfCall(address))} />
          </Stack>
        </Paper>
      </div>
    </PageFrame>
  )
}
