import { Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import {
  IconCheck,
  IconDots,
  IconLanguage,
  IconLink,
  IconMoon,
  IconNetwork,
  IconScreenShare,
  IconSettings,
  IconSun,
  IconUsers,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ControlButton } from '../../components/ControlButton.tsx'
import { useLanguage } from '../../hooks/useLanguage.ts'
import { type Language, languages } from '../../i18n/index.ts'
import { useCopyLink } from './useCopyLink.ts'

export interface MoreMenuProps {
  /** On a phone the bar has no room for these. */
  readonly isPhone: boolean
  readonly canShare: boolean
  readonly onShare: () => void
  readonly onPeople: () => void
  readonly onNetwork: () => void
  readonly onSettings: () => void
}

const iconSize = 18

/** What is needed seldom. */
export const MoreMenu = ({ isPhone, canShare, onShare, onPeople, onNetwork, onSettings }: MoreMenuProps) => {
  const { t } = useTranslation()
  const [language, chooseLanguage] = useLanguage()
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('dark') === 'dark'
  const { isCopied, copy } = useCopyLink()
  return (
    <Menu position="top" width={230} shadow="lg">
      <Menu.Target>
        <ControlButton icon={<IconDots size={22} />} label={t('controls.more')} testId="more" />
      </Menu.Target>
      <Menu.Dropdown>
        {isPhone ? (
          <Menu.Item leftSection={<IconUsers size={iconSize} />} data-testid="people-item" onClick={onPeople}>
            {t('controls.people')}
          </Menu.Item>
        ) : null}
        {isPhone && canShare ? (
          <Menu.Item leftSection={<IconScreenShare size={iconSize} />} data-testid="share-item" onClick={onShare}>
            {t('controls.share')}
          </Menu.Item>
        ) : null}
        <Menu.Item
          closeMenuOnClick={false}
          leftSection={isCopied ? <IconCheck size={iconSize} /> : <IconLink size={iconSize} />}
          onClick={copy}
        >
          {t(isCopied ? 'controls.linkCopied' : 'controls.copyLink')}
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
