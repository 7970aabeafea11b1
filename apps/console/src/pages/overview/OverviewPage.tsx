import { Alert, Button, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconApps, IconChartBar, IconSignature, IconVideo } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useApi } from '../../api/index.ts'
import { AppLink, EmptyState, Figure, Loaded, Page, Panel } from '../../components/index.ts'
import { useDurationText } from '../../hooks/useDurationText.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { useMay, useSession } from '../../session/index.ts'
import { callSecondsOf } from '../usage/dimensions.ts'
import { UsageChart } from '../usage/UsageChart.tsx'
import { useServerDay, useUsage } from '../usage/usage-queries.ts'
import { rangeOf } from '../usage/usage-range.ts'

const iconSize = 22

/** What an administrator looks at first. */
export default function OverviewPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { account } = useSession()
  return (
    <Page title={t('overview.greeting', { name: account.displayName })}>
      {may('webhooks.read') ? <WebhookNotice /> : null}
      {may('usage.read') ? <UsageSummary /> : null}
      <FirstSteps />
    </Page>
  )
}

/** Today's figures and the days before. */
const UsageSummary = () => {
  const { t } = useTranslation()
  const format = useFormat()
  const durationText = useDurationText()
  const server = useServerDay()
  const today = server.data?.today
  const ofToday = useUsage(undefined, today === undefined ? undefined : rangeOf('today', today), today !== undefined)
  const ofWeek = useUsage(undefined, today === undefined ? undefined : rangeOf('week', today), today !== undefined)
  if (server.isError) return <Loaded query={server}>{() => null}</Loaded>
  return (
    <>
      <Loaded query={ofToday} rows={2}>
        {({ totals }) => (
          <section aria-label={t('overview.today')}>
            <Title order={2} size="h4" mb="sm">
              {t('overview.today')}
            </Title>
            <SimpleGrid cols={{ base: 2, md: 5 }} spacing="sm">
              <Figure label={t('overview.callTime')} value={durationText(callSecondsOf(totals))} />
              <Figure label={t('overview.people')} value={format.number(totals.people.inCalls)} />
              <Figure label={t('overview.rooms')} value={format.number(totals.rooms)} />
              <Figure label={t('overview.peakRooms')} value={format.number(totals.peaks.rooms)} />
              <Figure label={t('overview.peakPeople')} value={format.number(totals.peaks.inCalls)} />
            </SimpleGrid>
          </section>
        )}
      </Loaded>
      <Panel title={t('overview.week')} actions={<AppLink to="/usage">{t('overview.toUsage')}</AppLink>}>
        <Loaded query={ofWeek}>
          {({ totals, days }) =>
            callSecondsOf(totals) === 0 ? (
              <EmptyState icon={<IconChartBar />} title={t('overview.noUsage')} hint={t('overview.noUsageHint')} />
            ) : (
              <UsageChart dimension="call" days={days} />
            )
          }
        </Loaded>
      </Panel>
    </>
  )
}

/** Says so when business servers were not reached. */
const WebhookNotice = () => {
  const { t } = useTranslation()
  const { client } = useApi()
  const query = useQuery({
    queryKey: ['webhooks', 'anyDead'],
    queryFn: async ({ signal }) =>
      (await client.listWebhookDeliveries({ query: { state: 'dead', limit: 1 }, signal })).items,
  })
  if (query.data === undefined || query.data.length === 0) return null
  return (
    <Alert color="red" variant="light" title={t('overview.webhooks')} styles={{ title: { color: 'var(--mrtc-poor)' } }}>
      {t('overview.webhooksDead')} <AppLink to="/webhooks?state=dead">{t('overview.toWebhooks')}</AppLink>
    </Alert>
  )
}

const FirstSteps = () => {
  const { t } = useTranslation()
  const may = useMay()
  return (
    <Panel title={t('overview.firstTitle')}>
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="xl">
        <Step
          icon={<IconVideo size={iconSize} aria-hidden="true" />}
          title={t('overview.first.callTitle')}
          hint={t('overview.first.callHint')}
        >
          <Button component="a" href="/" target="_blank" rel="noreferrer" variant="default" size="xs">
            {t('overview.first.call')}
          </Button>
        </Step>
        <Step
          icon={<IconApps size={iconSize} aria-hidden="true" />}
          title={t('overview.first.appTitle')}
          hint={t('overview.first.appHint')}
        >
          <Button component={Link} href="/apps" variant="default" size="xs">
            {t('overview.first.app')}
          </Button>
        </Step>
        {may('signatures.create') ? (
          <Step
            icon={<IconSignature size={iconSize} aria-hidden="true" />}
            title={t('overview.first.signTitle')}
            hint={t('overview.first.signHint')}
          >
            <Button component={Link} href="/signatures" variant="default" size="xs">
              {t('overview.first.sign')}
            </Button>
          </Step>
        ) : null}
      </SimpleGrid>
    </Panel>
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
