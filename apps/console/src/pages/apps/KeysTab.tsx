import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type App, type AppKey, useApi } from '../../api/index.ts'
import { type Column, ConfirmDialog, CopyButton, DataTable, Panel, StateBadge } from '../../components/index.ts'
import { useFormat } from '../../hooks/useFormat.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { useMay } from '../../session/index.ts'
import { useAppsChanged } from './app-queries.ts'
import { RevealedSecret } from './RevealedSecret.tsx'

const overlapsHours = [0, 24, 72, 168, 720] as const
const defaultOverlapHours = 24
const dayHours = 24

type Asked =
  | { readonly what: 'rotate' }
  | { readonly what: 'revoke'; readonly key: AppKey }
  | { readonly what: 'rotateSecret' }

/** Key pairs that users' signatures are made with, and the secret that callbacks are signed with. */
export const KeysTab = ({ app }: { readonly app: App }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const may = useMay()
  const notify = useNotify()
  const format = useFormat()
  const changed = useAppsChanged()
  const [asked, setAsked] = useState<Asked>()
  const [overlapHours, setOverlapHours] = useState(defaultOverlapHours)
  const path = { bizName: app.bizName }
  const onClose = () => setAsked(undefined)

  const stateOf = ({ current, validUntil }: AppKey) => {
    if (current || validUntil === null) return <StateBadge tone="good">{t('apps.keyCurrent')}</StateBadge>
    const isOver = Date.parse(validUntil) <= Date.now()
    return isOver ? (
      <StateBadge tone="neutral">{t('apps.keyOver')}</StateBadge>
    ) : (
      <StateBadge tone="fair">{t('apps.keyUntil', { time: format.time(validUntil) })}</StateBadge>
    )
  }
  const columns: Column<AppKey>[] = [
    {
      key: 'id',
      header: t('apps.keyId'),
      cell: ({ keyId }) => (
        <Text ff="monospace" size="sm">
          {keyId}
        </Text>
      ),
    },
    { key: 'state', header: t('apps.keyState'), cell: stateOf },
    { key: 'created', header: t('apps.createdAt'), cell: ({ createdAt }) => format.time(createdAt) },
    {
      key: 'public',
      header: t('apps.publicKey'),
      cell: ({ publicKey }) => (
        <Group gap={4} wrap="nowrap">
          <Text ff="monospace" size="sm" truncate maw={160}>
            {publicKey}
          </Text>
          <CopyButton value={publicKey} label={t('apps.publicKey')} />
        </Group>
      ),
    },
    {
      key: 'actions',
      header: t('common.actions'),
      hasHiddenHeader: true,
      align: 'end',
      cell: (key) =>
        key.current || !may('apps.keys.write') ? null : (
          <Button size="compact-sm" variant="subtle" color="red" onClick={() => setAsked({ what: 'revoke', key })}>
            {t('apps.revoke')}
          </Button>
        ),
    },
  ]
  const overlapText = (hours: number) => {
    if (hours === 0) return t('apps.overlapNone')
    if (hours <= dayHours) return t('apps.overlapHours', { count: hours })
    return t('apps.overlapDays', { count: hours / dayHours })
  }
  return (
    <Stack gap="lg">
      <Panel title={t('apps.privateKey')} hint={t('apps.privateKeyHint')} testId="private-key">
        {may('apps.keys.reveal') ? (
          <RevealedSecret
            label={t('apps.privateKey')}
            revealLabel={t('apps.reveal')}
            reveal={async () => (await client.revealPrivateKey({ path })).privateKey}
          />
        ) : (
          <Text size="sm" c="dimmed">
            {t('apps.revealDenied')}
          </Text>
        )}
      </Panel>
      <Panel
        title={t('apps.publicKeys')}
        actions={
          may('apps.keys.write') ? (
            <Button variant="default" onClick={() => setAsked({ what: 'rotate' })} data-testid="rotate">
              {t('apps.rotate')}
            </Button>
          ) : undefined
        }
      >
        <DataTable caption={t('apps.publicKeys')} columns={columns} rows={app.keys} rowKey={({ keyId }) => keyId} />
      </Panel>
      {may('apps.keys.reveal') ? (
        <Panel
          title={t('apps.webhookSecret')}
          hint={t('apps.webhookSecretHint')}
          actions={
            may('apps.keys.write') ? (
              <Button variant="default" onClick={() => setAsked({ what: 'rotateSecret' })}>
                {t('apps.rotateSecret')}
              </Button>
            ) : undefined
          }
        >
          <RevealedSecret
            label={t('apps.webhookSecret')}
            revealLabel={t('apps.revealSecret')}
            reveal={async () => (await client.revealWebhookSecret({ path })).secret}
          />
        </Panel>
      ) : null}
      {asked?.what === 'rotate' ? (
        <ConfirmDialog
          title={t('apps.rotateTitle')}
          hint={t('apps.rotateHint')}
          confirmLabel={t('apps.rotate')}
          isDangerous={overlapHours === 0}
          onConfirm={async () => {
            await client.rotateAppKey({ path, body: { overlapHours } })
            await changed()
            notify.done(t('apps.rotated'))
          }}
          onClose={onClose}
        >
          <Select
            label={t('apps.overlap')}
            data={overlapsHours.map((hours) => ({ value: String(hours), label: overlapText(hours) }))}
            value={String(overlapHours)}
            onChange={(value) => setOverlapHours(Number(value))}
            allowDeselect={false}
            comboboxProps={{ withinPortal: true }}
          />
        </ConfirmDialog>
      ) : null}
      {asked?.what === 'revoke' ? (
        <ConfirmDialog
          title={t('apps.revokeTitle')}
          hint={t('apps.revokeHint')}
          confirmLabel={t('apps.revoke')}
          isDangerous
          onConfirm={async () => {
            const { keyId } = asked.key
            await client.revokeAppKey({ path: { ...path, keyId } })
            await changed()
            notify.done(t('apps.revoked'))
          }}
          onClose={onClose}
        />
      ) : null}
      {asked?.what === 'rotateSecret' ? (
        <ConfirmDialog
          title={t('apps.rotateSecretTitle')}
          hint={t('apps.rotateSecretHint')}
          confirmLabel={t('apps.rotateSecret')}
          isDangerous
          onConfirm={async () => {
            await client.rotateWebhookSecret({ path })
            notify.done(t('apps.secretRotated'))
          }}
          onClose={onClose}
        />
      ) : null}
    </Stack>
  )
}
