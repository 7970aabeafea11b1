import { Loader } from '@mantine/core'
import { useStore } from '@mrtc/react'
import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LocalSource } from '../media/local-source.ts'
import { ControlButton } from './ControlButton.tsx'

const devices = {
  microphone: {
    on: IconMicrophone,
    off: IconMicrophoneOff,
    turnOff: 'controls.muteMicrophone',
    turnOn: 'controls.unmuteMicrophone',
  },
  camera: { on: IconVideo, off: IconVideoOff, turnOff: 'controls.stopCamera', turnOn: 'controls.startCamera' },
} as const

export interface SourceButtonProps {
  readonly device: keyof typeof devices
  readonly source: LocalSource
  readonly shortcut?: string
}

export const toggleSource = (source: LocalSource): void => {
  if (source.isOn) source.turnOff()
  else void source.turnOn()
}

/** Turns our camera or microphone on and off. */
export const SourceButton = ({ device, source, shortcut }: SourceButtonProps) => {
  const { t } = useTranslation()
  const { state } = useStore(source.store)
  const { on: On, off: Off, turnOff, turnOn } = devices[device]
  const isOn = state === 'on'
  const icon = isOn ? <On size={22} /> : <Off size={22} />
  return (
    <ControlButton
      testId={device === 'camera' ? 'camera' : 'mic'}
      label={t(isOn ? turnOff : turnOn)}
      look={isOn || state === 'starting' ? 'plain' : 'off'}
      icon={state === 'starting' ? <Loader size={20} color="gray.3" /> : icon}
      aria-pressed={isOn}
      onClick={() => toggleSource(source)}
      {...(shortcut === undefined ? {} : { shortcut })}
    />
  )
}
