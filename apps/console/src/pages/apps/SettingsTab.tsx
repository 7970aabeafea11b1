import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type App, type AppSettings, useApi } from '../../api/index.ts'
import { ConfirmDialog, ProblemAlert } from '../../components/index.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { useUnsavedChanges } from '../../leaving/index.ts'
import { useMay } from '../../session/index.ts'
import { useAppsChanged } from './app-queries.ts'
import { CodecSettings, LimitSettings, ProxySettings, RecordingSettings, RoomSettings } from './SettingsParts.tsx'
import { areSameSettings, draftOf, isCallbackUrl, type SettingsDraft, settingsOf } from './settings-draft.ts'

const iconSize = 16

const isComplete = ({ recordingCallbackUrl, roomsCallbackUrl, codecs, proxies }: SettingsDraft) =>
  isCallbackUrl(recordingCallbackUrl) &&
  isCallbackUrl(roomsCallbackUrl) &&
  codecs.length > 0 &&
  proxies.every(({ address }) => address.trim() !== '')

interface Edited {
  /** What the settings were when "Edit" was pressed. */
  readonly from: AppSettings
  readonly draft: SettingsDraft
}

interface Saving {
  readonly edited: Edited
  /** Also when somebody else saved meanwhile, whose changes are lost then. */
  readonly overOthers: boolean
}

/** Function settings (guide 5.1.2): shown until "Edit" is pressed, in force once they are saved. */
export const SettingsTab = ({ app }: { readonly app: App }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const may = useMay()
  const notify = useNotify()
  const changed = useAppsChanged()
  const [edited, setEdited] = useState<Edited>()
  const isEditing = edited !== undefined
  useUnsavedChanges(isEditing)
  const save = useMutation({
    mutationFn: async ({ edited: { from, draft }, overOthers }: Saving) => {
      const path = { bizName: app.bizName }
      const body = settingsOf(draft)
      // Settings are replaced as a whole. Two who save within the same instant are not told apart by this.
      const now = await client.getAppSettings({ path })
      const isClash = !overOthers && !areSameSettings(now, from) && !areSameSettings(now, body)
      if (!isClash) await client.setAppSettings({ path, body })
      await changed()
      return isClash ? 'clash' : 'saved'
    },
    onSuccess: (outcome) => {
      if (outcome === 'clash') return
      setEdited(undefined)
      notify.done(t('settings.saved'))
    },
  })
  const draft = edited?.draft ?? draftOf(app.settings)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isEditing && isComplete(draft)) save.mutate({ edited, overOthers: false })
  }
  const parts = {
    draft,
    isEditing,
    onChange: (changes: Partial<SettingsDraft>) =>
      setEdited({ from: edited?.from ?? app.settings, draft: { ...draft, ...changes } }),
  }
  return (
    <form onSubmit={submit} noValidate data-testid="settings">
      <Stack gap="lg">
        {!isEditing && may('apps.write') ? (
          <Group justify="flex-end">
            <Button
              leftSection={<IconPencil size={iconSize} />}
              onClick={() => setEdited({ from: app.settings, draft })}
              data-testid="edit"
            >
              {t('common.edit')}
            </Button>
          </Group>
        ) : null}
        <RecordingSettings {...parts} />
        <RoomSettings {...parts} />
        <ProxySettings {...parts} />
        <CodecSettings {...parts} />
        <LimitSettings {...parts} />
        {save.isError ? <ProblemAlert error={save.error} /> : null}
        {isEditing ? (
          <Alert
            variant="light"
            color="lagoon"
            pos="sticky"
            bottom={12}
            bd="1px solid var(--mrtc-line)"
            bg="var(--mrtc-accent-soft)"
          >
            <Group justify="space-between">
              <span role="status">{t('settings.unsaved')}</span>
              <Group>
                <Button
                  variant="default"
                  onClick={() => {
                    save.reset()
                    setEdited(undefined)
                  }}
                >
                  {t('common.cancel')}
                </Button>
                <Button type="submit" loading={save.isPending} disabled={!isComplete(draft)} data-testid="save">
                  {t('common.save')}
                </Button>
              </Group>
            </Group>
          </Alert>
        ) : null}
        {isEditing && save.data === 'clash' ? (
          <ConfirmDialog
            title={t('settings.clashTitle')}
            hint={t('settings.clashHint')}
            confirmLabel={t('settings.clashSave')}
            isDangerous
            onConfirm={() => save.mutateAsync({ edited, overOthers: true })}
            onClose={save.reset}
          />
        ) : null}
      </Stack>
    </form>
  )
}
