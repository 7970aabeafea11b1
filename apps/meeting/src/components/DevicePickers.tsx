import { Stack } from '@mantine/core'
import { useDevices, useStore } from '@mrtc/react'
import { IconMicrophone, IconVideo, IconVolume } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LocalMedia } from '../media/local-media.ts'
import type { LocalSource } from '../media/local-source.ts'
import { canChooseSpeaker } from '../media/speaker.ts'
import { DevicePicker } from './DevicePicker.tsx'

const useDeviceInUse = (source: LocalSource): string | undefined => {
  useStore(source.store)
  return source.deviceInUse
}

const iconSize = 18

export const DevicePickers = ({ media }: { readonly media: LocalMedia }) => {
  const { t } = useTranslation()
  // Names are told once a device was opened.
  const devices = useDevices(`${useStore(media.camera.store).state} ${useStore(media.microphone.store).state}`)
  const camera = useDeviceInUse(media.camera)
  const microphone = useDeviceInUse(media.microphone)
  const speaker = useStore(media.speaker)
  return (
    <Stack gap="xs">
      <DevicePicker
        label={t('devices.microphone')}
        icon={<IconMicrophone size={iconSize} />}
        devices={devices.microphones}
        value={microphone}
        testId="microphone-picker"
        onChoose={(deviceId) => void media.selectMicrophone(deviceId)}
      />
      <DevicePicker
        label={t('devices.camera')}
        icon={<IconVideo size={iconSize} />}
        devices={devices.cameras}
        value={camera}
        testId="camera-picker"
        onChoose={(deviceId) => void media.selectCamera(deviceId)}
      />
      {canChooseSpeaker() ? (
        <DevicePicker
          label={t('devices.speaker')}
          icon={<IconVolume size={iconSize} />}
          devices={devices.speakers}
          value={speaker}
          testId="speaker-picker"
          onChoose={(deviceId) => media.selectSpeaker(deviceId)}
        />
      ) : null}
    </Stack>
  )
}
