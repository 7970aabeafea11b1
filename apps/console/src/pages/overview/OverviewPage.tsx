import { Button, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconApps, IconVideo } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Page, Panel } from '../../components/index.ts'
import { useSession } from '../../session/index.ts'

/** What an administrator looks at first. */
export default function OverviewPage() {
  const { t } = useTranslation()
  const { account } = useSession()
  return (
    <Page title={t('overview.greeting', { name: account.displayName })}>
      <Panel title={t('overview.firstTitle')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
          <Step
            icon={<IconVideo size={20} />}
            title={t('overview.first.callTitle')}
            hint={t('overview.first.callHint')}
          >
            <Button component="a" href="/" target="_blank" rel="noreferrer" variant="default" size="xs">
              {t('overview.first.call')}
            </Button>
          </Step>
          <Step icon={<IconApps size={20} />} title={t('overview.first.appTitle')} hint={t('overview.first.appHint')}>
            <Button component={Link} href="/apps" variant="default" size="xs">
              {t('overview.first.app')}
            </Button>
          </Step>
        </SimpleGrid>
      </Panel>
    </Page>
  )
}

interface StepProps {
  readonly icon: ReactNode
  readonly title: string
  readonly hint: string
  readonly children: ReactNode
}

const Step = ({ icon, title, hint, children }: StepProps) => (
  <Stack gap={6} align="flex-start">
    {icon}
    <Title order={3} size="h5">
      {title}
    </Title>
    <Text size="sm" c="dimmed">
      {hint}
    </Text>
    {children}
  </Stack>
)
