import { Menu } from '@mantine/core'
import { useDevices, useStore } from '@mrtc/react'
import {
  IconDeviceComputerCamera,
  IconFileTypePdf,
  IconMovie,
  IconPhoto,
  IconPlayerStopFilled,
  IconScreenShare,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { canShareScreen } from '../../../media/can-share-screen.ts'
import { useCall } from '../CallContext.ts'
import { chooseFile } from './choose-file.ts'

const iconSize = 18

const files = [
  { key: 'share.picture', Icon: IconPhoto, accept: 'image/*', testId: 'share-picture' },
  { key: 'share.pdf', Icon: IconFileTypePdf, accept: 'application/pdf,.pdf', testId: 'share-pdf' },
  { key: 'share.film', Icon: IconMovie, accept: 'video/*,audio/*', testId: 'share-film' },
] as const

/** What of us can be shown besides ourselves, and what is. Within a menu. */
export const ShareItems = ({ screenKey }: { readonly screenKey?: string }) => {
  const { t } = useTranslation()
  const { shares, media } = useCall()
  const { shares: running, isStarting } = useStore(shares.store)
  const { cameras } = useDevices()
  const own = useStore(media.camera.store)
  const ownId = own.state === 'on' ? own.track.getSettings().deviceId : media.camera.deviceId
  const further = cameras.filter(({ deviceId, label }) => {
    const isShared = running.some(({ kind, name }) => kind === 'camera' && name === label)
    return deviceId !== '' && deviceId !== ownId && !isShared
  })
  const hasScreen = running.some(({ kind }) => kind === 'screen')
  const choose = async (accept: string) => {
    const file = await chooseFile(accept)
    if (file !== undefined) await shares.shareFile(file)
  }
  return (
    <>
      {running.length === 0 ? null : (
        <>
          <Menu.Label>{t('share.running')}</Menu.Label>
          {running.map(({ feedId, kind, name }) => (
            <Menu.Item
              key={feedId}
              leftSection={<IconPlayerStopFilled size={iconSize} color="var(--mantine-color-error)" />}
              data-testid="share-stop"
              onClick={() => void shares.stop(feedId)}
            >
              {kind === 'screen' ? t('share.stopScreen') : t('share.stop', { name })}
            </Menu.Item>
          ))}
          <Menu.Divider />
        </>
      )}
      <Menu.Label>{t('share.title')}</Menu.Label>
      {canShareScreen() && !hasScreen ? (
        <Menu.Item
          leftSection={<IconScreenShare size={iconSize} />}
          rightSection={screenKey === undefined ? null : <kbd>{screenKey}</kbd>}
          disabled={isStarting}
          data-testid="share-screen"
          onClick={() => void shares.toggleScreen()}
        >
          {t('share.screen')}
        </Menu.Item>
      ) : null}
      {files.map(({ key, Icon, accept, testId }) => (
        <Menu.Item
          key={testId}
          leftSection={<Icon size={iconSize} />}
          disabled={isStarting}
          data-testid={testId}
          onClick={() => void choose(accept)}
        >
          {t(key)}
        </Menu.Item>
      ))}
      {further.map(({ deviceId, label }, index) => {
        const name = label === '' ? t('devices.unnamed', { number: index + 1 }) : label
        return (
          <Menu.Item
            key={deviceId}
            leftSection={<IconDeviceComputerCamera size={iconSize} />}
            disabled={isStarting}
            data-testid="share-camera"
            onClick={() => void shares.shareCamera(deviceId, name)}
          >
            {t('share.camera', { name })}
          </Menu.Item>
        )
      })}
    </>
  )
}
