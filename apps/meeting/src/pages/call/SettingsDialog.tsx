import { Modal, SegmentedControl, Stack, Switch, Text, useMantineColorScheme } from '@mantine/core'
import { useStore } from '@mrtc/react'
import { type Language, languages, useLanguage } from '@mrtc/ui'
import { useTranslation } from 'react-i18next'
import { DevicePickers } from '../../components/DevicePickers.tsx'
import { EffectSettings } from '../../components/EffectSettings.tsx'
import { LevelMeter } from '../../components/LevelMeter.tsx'
import { SelfView } from '../../components/SelfView.tsx'
import { SourceProblem } from '../../components/SourceProblem.tsx'
import { remember } from '../../identity/memory.ts'
import { useCall } from './CallContext.ts'

export interface SettingsDialogProps {
  readonly isOpen: boolean
  readonly isPhone: boolean
  readonly hasShortcuts: boolean
  readonly onShortcuts: (isOn: boolean) => void
  readonly onClose: () => void
}

const Devices = () => {
  const { media } = useCall()
  const microphone = useStore(media.microphone.store)
  return (
    <Stack gap="xs">
      <DevicePickers media={media} />
      <LevelMeter track={microphone.state === 'on' ? microphone.track : undefined} />
      <SourceProblem device="microphone" source={media.microphone} />
      <SourceProblem device="camera" source={media.camera} />
    </Stack>
  )
}

const Effects = () => {
  const { media } = useCall()
  return (
    <Stack gap="sm">
      <SelfView media={media} />
      <EffectSettings media={media} />
    </Stack>
  )
}

const preferences = { 'maintain-framerate': 'settings.smooth', 'maintain-resolution': 'settings.clear' } as const
type Preference = keyof typeof preferences

/** What of our own picture comes first when there is too little for both. */
const Pictures = () => {
  const { t } = useTranslation()
  const { publisher } = useCall()
  const preference = useStore(publisher.preference)
  const prefer = (value: Preference) => {
    remember('pictures', value)
    publisher.prefer(value)
  }
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {t('settings.pictures')}
      </Text>
      <SegmentedControl
        fullWidth
        aria-label={t('settings.pictures')}
        value={preference}
        data={(Object.keys(preferences) as Preference[]).map((value) => ({ value, label: t(preferences[value]) }))}
        onChange={prefer}
        data-testid="pictures"
      />
    </div>
  )
}

export const SettingsDialog = ({ isOpen, isPhone, hasShortcuts, onShortcuts, onClose }: SettingsDialogProps) => {
  const { t } = useTranslation()
  const [language, chooseLanguage] = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Modal
      opened={isOpen}
      centered
      fullScreen={isPhone}
      title={t('controls.settings')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      onClose={onClose}
      data-testid="settings-dialog"
    >
      <Stack gap="lg">
        <Devices />
        <Effects />
        <Pictures />
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t('app.language')}
          </Text>
          <SegmentedControl
            fullWidth
            aria-label={t('app.language')}
            value={language}
            data={(Object.keys(languages) as Language[]).map((value) => ({ value, label: languages[value] }))}
            onChange={(value) => chooseLanguage(value)}
          />
        </div>
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t('app.appearance')}
          </Text>
          <SegmentedControl
            fullWidth
            aria-label={t('app.appearance')}
            value={colorScheme}
            data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`app.${value}`) }))}
            onChange={(value) => setColorScheme(value)}
          />
        </div>
        {isPhone ? null : (
          <Switch
            label={t('settings.shortcuts')}
            description={t('settings.shortcutsHint')}
            checked={hasShortcuts}
            onChange={(event) => onShortcuts(event.currentTarget.checked)}
          />
        )}
      </Stack>
    </Modal>
  )
}
