import { useChat } from '@mrtc/react'
import { IconMessageCircle, IconPhoneFilled, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ControlButton } from '../../components/ControlButton.tsx'
import { SourceButton } from '../../components/SourceButton.tsx'
import { useCall } from './CallContext.ts'
import classes from './ControlBar.module.css'
import { shortcutKeys } from './hooks/useShortcuts.ts'
import { MoreMenu } from './MoreMenu.tsx'
import type { PanelName } from './SidePanel.tsx'
import { ShareMenu } from './share/ShareMenu.tsx'

export interface ControlBarProps {
  readonly panel: PanelName | undefined
  readonly isPhone: boolean
  readonly hasShortcuts: boolean
  readonly onPanel: (panel: PanelName) => void
  readonly onRecord: () => void
  readonly onSettings: () => void
  readonly onLeave: () => void
}

/** Everything that is done often, where the thumb is. */
export const ControlBar = ({
  panel,
  isPhone,
  hasShortcuts,
  onPanel,
  onRecord,
  onSettings,
  onLeave,
}: ControlBarProps) => {
  const { t } = useTranslation()
  const call = useCall()
  const unread = useChat().unread
  const shortcut = (name: keyof typeof shortcutKeys) => (hasShortcuts ? { shortcut: shortcutKeys[name] } : {})
  return (
    <nav className={classes.bar} aria-label={t('controls.label')}>
      <SourceButton device="microphone" source={call.media.microphone} {...shortcut('microphone')} />
      <SourceButton device="camera" source={call.media.camera} {...shortcut('camera')} />
      {isPhone ? null : <ShareMenu {...(hasShortcuts ? { screenKey: shortcutKeys.share } : {})} />}
      <ControlButton
        testId="chat"
        label={t('controls.chat')}
        look={panel === 'chat' ? 'active' : 'plain'}
        badge={unread}
        icon={<IconMessageCircle size={22} />}
        aria-expanded={panel === 'chat'}
        onClick={() => onPanel('chat')}
        {...shortcut('chat')}
      />
      {isPhone ? null : (
        <ControlButton
          testId="people"
          label={t('controls.people')}
          look={panel === 'people' ? 'active' : 'plain'}
          icon={<IconUsers size={22} />}
          aria-expanded={panel === 'people'}
          onClick={() => onPanel('people')}
          {...shortcut('people')}
        />
      )}
      <MoreMenu
        isPhone={isPhone}
        onRecord={onRecord}
        onPeople={() => onPanel('people')}
        onNetwork={() => onPanel('network')}
        onSettings={onSettings}
      />
      <ControlButton
        testId="leave"
        label={t('controls.leave')}
        look="danger"
        icon={<IconPhoneFilled size={22} className={classes.hangUp} />}
        onClick={onLeave}
      />
    </nav>
  )
}
