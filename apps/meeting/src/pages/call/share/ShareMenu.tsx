import { Loader, Menu } from '@mantine/core'
import { useStore } from '@mrtc/react'
import { IconScreenShare } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ControlButton } from '../../../components/ControlButton.tsx'
import { useCall } from '../CallContext.ts'
import { ShareItems } from './ShareItems.tsx'

/** Everything that can be shown besides ourselves. */
export const ShareMenu = ({ screenKey }: { readonly screenKey?: string }) => {
  const { t } = useTranslation()
  const { shares, isStarting } = useStore(useCall().shares.store)
  return (
    <Menu position="top" width={290} shadow="lg">
      <Menu.Target>
        <ControlButton
          testId="share"
          label={t('controls.share')}
          look={shares.length > 0 ? 'active' : 'plain'}
          icon={isStarting ? <Loader size={20} color="gray.3" /> : <IconScreenShare size={22} />}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <ShareItems {...(screenKey === undefined ? {} : { screenKey })} />
      </Menu.Dropdown>
    </Menu>
  )
}
