import { Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useStore } from '@mrtc/react'
import { type Language, languages, useLanguage } from '@mrtc/ui'
import {
  IconCheck,
  IconDots,
  IconLanguage,
  IconLink,
  IconMoon,
  IconNetwork,
  IconPlayerRecord,
  IconSettings,
  IconSun,
  IconUsers,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ControlButton } from '../../components/ControlButton.tsx'
import { useCall } from './CallContext.ts'
import { ShareItems } from './share/ShareItems.tsx'
import { useCopyLink } from './useCopyLink.ts'

export interface MoreMenuProps {
  /** On a phone the bar has no room for these. */
  readonly isPhone: boolean
  readonly onRecord: () => void
  readonly onPeople: () => void
  readonly onNetwork: () => void
  readonly onSettings: () => void
}

const iconSize = 18

/** What is needed seldom. */
export const MoreMenu = ({ isPhone, onRecord, onPeople, onNetwork, onSettings }: MoreMenuProps) => {
  const { t } = useTranslation()
  const [language, chooseLanguage] = useLanguage()
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('dark') === 'dark'
  const { isCopied, copy } = useCopyLink()
  const recorder = useStore(useCall().recorder.store)
  const isRecording = recorder.state !== 'off' && recorder.state !== 'saved'
  return (
    <Menu position="top" width={230} shadow="lg">
      <Menu.Target>
        <ControlButton icon={<IconDots size={22} />} label={t('controls.more')} testId="more" />
      </Menu.Target>
      <Menu.Dropdown>
        {isPhone ? (
          <>
            <ShareItems />
            <Menu.Divider />
          </>
        ) : null}
        {isPhone ? (
          <Menu.Item leftSection={<IconUsers size={iconSize} />} data-testid="people-item" onClick={onPeople}>
            {t('controls.people')}
          </Menu.Item>
        ) : null}
        <Menu.Item
          closeMenuOnClick={false}
          leftSection={isCopied ? <IconCheck size={iconSize} /> : <IconLink size={iconSize} />}
          onClick={copy}
        >
          {t(isCopied ? 'controls.linkCopied' : 'controls.copyLink')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlayerRecord size={iconSize} />}
          disabled={isRecording}
          data-testid="record-item"
          onClick={onRecord}
        >
          {t('recording.item')}
        </Menu.Item>
        <Menu.Item leftSection={<IconNetwork size={iconSize} />} data-testid="network-item" onClick={onNetwork}>
          {t('network.panel')}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={iconSize} />} data-testid="settings" onClick={onSettings}>
          {t('controls.settings')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={isDark ? <IconSun size={iconSize} /> : <IconMoon size={iconSize} />}
          onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
        >
          {t(isDark ? 'app.toLight' : 'app.toDark')}
        </Menu.Item>
        {(Object.keys(languages) as Language[]).map((code) => (
          <Menu.Item
            key={code}
            lang={code}
            leftSection={<IconLanguage size={iconSize} />}
            rightSection={code === language ? <IconCheck size={16} /> : null}
            onClick={() => chooseLanguage(code)}
          >
            {languages[code]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
