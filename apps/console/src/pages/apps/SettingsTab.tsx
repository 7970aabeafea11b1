import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type App, useApi } from '../../api/index.ts'
import { ProblemAlert } from '../../components/index.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { useUnsavedChanges } from '../../leaving/index.ts'
import { useMay } from '../../session/index.ts'
import { useAppsChanged } from './app-queries.ts'
import { CodecSettings, LimitSettings, ProxySettings, RecordingSettings, RoomSettings } from './SettingsParts.tsx'
import { draftOf, isCallbackUrl, type SettingsDraft, settingsOf } from './settings-draft.ts'

const iconSize = 16

const isComplete = ({ recordingCallbackUrl, roomsCallbackUrl, codecs, proxies }: SettingsDraft) =>
  isCallbackUrl(recordingCallbackUrl) &&
  isCallbackUrl(roomsCallbackUrl) &&
  codecs.length > 0 &&
  proxies.every(({ address }) => address.trim() !== '')

/** Function settings (guide 5.1.2): shown until "Edit" is pressed, in force once they are saved. */
export const SettingsTab = ({ app }: { readonly app: App }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const may = useMay()
  const notify = useNotify()
  const changed = useAppsChanged()
  const [edited, setEdited] = useState<SettingsDraft>()
  const isEditing = edited !== undefined
  useUnsavedChanges(isEditing)
  const save = useMutation({
    mutationFn: async (draft: SettingsDraft) => {
      const path = { bizName: app.bizName }
      await client.setAppSettings({ path, body: settingsOf(draft) })
      await changed()
    },
    onSuccess: () => {
      setEdited(undefined)
      notify.done(t('settings.saved'))
    },
  })
  const draft = edited ?? draftOf(app.settings)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isEditing && isComplete(edited)) save.mutate(edited)
  }
  const parts = {
    draft,
    isEditing,
    onChange: (changes: Partial<SettingsDraft>) => setEdited({ ...draft, ...changes }),
  }
  return (
    <form onSubmit={submit} noValidate data-testid="settings">
      <Stack gap="lg">
        {!isEditing && may('apps.write') ? (
          <Group justify="flex-end">
            <Button leftSection={<IconPencil size={iconSize} />} onClick={() => setEdited(draft)} data-testid="edit">
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
                <Button type="submit" loading={save.isPending} disabled={!isComplete(edited)} data-testid="save">
                  {t('common.save')}
                </Button>
              </Group>
            </Group>
          </Alert>
        ) : null}
      </Stack>
    </form>
  )
}
