import { Group, Tabs, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { AppLink, CopyButton, Loaded, Page, StateBadge } from '../../components/index.ts'
import { useMay } from '../../session/index.ts'
import { AppMenu } from './AppMenu.tsx'
import { useApp } from './app-queries.ts'
import { KeysTab } from './KeysTab.tsx'
import { SettingsTab } from './SettingsTab.tsx'

const parts = ['settings', 'keys'] as const

/** One call app: its function settings (guide 5.1.2) and its keys. */
export default function AppPage() {
  const { t } = useTranslation()
  const { bizName = '', part } = useParams<{ bizName: string; part?: string }>()
  const [, navigate] = useLocation()
  const may = useMay()
  const query = useApp(bizName)
  const app = query.data
  return (
    <Page
      title={app?.name ?? bizName}
      above={<AppLink to="/apps">← {t('apps.title')}</AppLink>}
      actions={
        app === undefined ? undefined : (
          <>
            <StateBadge tone={app.enabled ? 'good' : 'neutral'}>
              {t(app.enabled ? 'common.enabled' : 'common.disabled')}
            </StateBadge>
            {may('apps.write') ? <AppMenu app={app} /> : null}
          </>
        )
      }
    >
      <Loaded query={query}>
        {(loaded) => (
          <>
            <Group gap="xl">
              {(['bizName', 'appId', 'workspaceId'] as const).map((name) => (
                <Group key={name} gap={6} wrap="nowrap">
                  <Text size="sm" c="dimmed">
                    {t(`apps.${name}`)}
                  </Text>
                  <Text size="sm" ff="monospace">
                    {loaded[name]}
                  </Text>
                  <CopyButton value={loaded[name]} label={t(`apps.${name}`)} />
                </Group>
              ))}
            </Group>
            <Tabs
              value={part === 'keys' ? 'keys' : 'settings'}
              onChange={(next) => navigate(`/apps/${bizName}/${next}`)}
              keepMounted={false}
            >
              <Tabs.List mb="lg">
                {parts.map((name) => (
                  <Tabs.Tab key={name} value={name} data-testid={`tab-${name}`}>
                    {t(`apps.${name}`)}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              <Tabs.Panel value="settings">
                <SettingsTab app={loaded} />
              </Tabs.Panel>
              <Tabs.Panel value="keys">
                <KeysTab app={loaded} />
              </Tabs.Panel>
            </Tabs>
          </>
        )}
      </Loaded>
    </Page>
  )
}
