import { Alert, Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { allPermissions, type Permission } from '@mrtc/protocol/api'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type NewApiKey, useApi } from '../../api/index.ts'
import { AppPicker, Dialog, FormDialog, SecretText } from '../../components/index.ts'
import { keyOfPermission } from '../../i18n/texts/permissions.ts'
import { useMay } from '../../session/index.ts'

const nameLengthMax = 64
const lifetimesDays = ['30', '90', '365', '0'] as const
type LifetimeDays = (typeof lifetimesDays)[number]
const dayMs = 24 * 60 * 60 * 1_000

/** Makes a key, then shows its secret this once. */
export const CreateKeyDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const may = useMay()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [bizName, setBizName] = useState<string>()
  const [lifetime, setLifetime] = useState<LifetimeDays>('90')
  const [permissions, setPermissions] = useState<readonly Permission[]>([])
  const [created, setCreated] = useState<NewApiKey>()
  if (created !== undefined) return <CreatedDialog created={created} onClose={onClose} />
  const create = async () => {
    const expiresAt = lifetime === '0' ? null : new Date(Date.now() + Number(lifetime) * dayMs).toISOString()
    const key = await client.createApiKey({
      body: { name: name.trim(), bizName: bizName ?? null, permissions: [...permissions], expiresAt },
    })
    await queries.invalidateQueries({ queryKey: ['apiKeys'] })
    setCreated(key)
  }
  return (
    <FormDialog
      title={t('keys.create')}
      submitLabel={t('common.create')}
      isComplete={name.trim() !== '' && permissions.length > 0}
      onSubmit={create}
      // It closes when the secret was seen.
      onClose={onClose}
      staysOpen
    >
      <TextInput
        label={t('keys.name')}
        description={t('keys.nameHint')}
        maxLength={nameLengthMax}
        required
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-testid="key-name"
      />
      <Group grow align="flex-start">
        <AppPicker value={bizName} onChange={setBizName} hasAll />
        <Select
          label={t('keys.expires')}
          data={lifetimesDays.map((value) => ({ value, label: t(`keys.lifetimes.${value}`) }))}
          value={lifetime}
          onChange={(value) => setLifetime(lifetimesDays.find((days) => days === value) ?? '90')}
          allowDeselect={false}
        />
      </Group>
      <Checkbox.Group
        label={t('keys.permissions')}
        description={t('keys.permissionsHint')}
        required
        value={[...permissions]}
        onChange={(values) => setPermissions(allPermissions.filter((permission) => values.includes(permission)))}
      >
        <Stack gap={6} mt="xs" mah={240} style={{ overflowY: 'auto' }}>
          {allPermissions.filter(may).map((permission) => (
            <Checkbox
              key={permission}
              value={permission}
              label={t(`permissions.${keyOfPermission(permission)}`)}
              data-testid={`permission-${permission}`}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </FormDialog>
  )
}

const CreatedDialog = ({ created, onClose }: { readonly created: NewApiKey; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onClose} title={t('keys.created', { name: created.name })} closeOnClickOutside={false}>
      <Stack>
        <Alert color="yellow" variant="light">
          {t('keys.secretHint')}
        </Alert>
        {(['keyId', 'secret'] as const).map((part) => (
          <div key={part}>
            <Text size="sm" fw={600} mb={4}>
              {t(`keys.${part}`)}
            </Text>
            <SecretText value={created[part]} label={t(`keys.${part}`)} testId={`key-${part}`} />
          </div>
        ))}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('keys.done')}</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
