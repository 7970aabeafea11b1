import { Alert, Anchor } from '@mantine/core'
import { useStore } from '@mrtc/react'
import { IconMicrophoneOff, IconVideoOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LocalSource } from '../media/local-source.ts'

export interface SourceProblemProps {
  readonly device: 'camera' | 'microphone'
  readonly source: LocalSource
}

/** Why a device could not be had, and how to have it. */
export const SourceProblem = ({ device, source }: SourceProblemProps) => {
  const { t } = useTranslation()
  const state = useStore(source.store)
  if (state.state !== 'failed') return null
  const Icon = device === 'camera' ? IconVideoOff : IconMicrophoneOff
  return (
    <Alert
      color="yellow"
      role="status"
      p="sm"
      icon={<Icon size={18} />}
      data-testid={`${device}-problem`}
      data-problem={state.problem}
    >
      {t(`capture.${device}.${state.problem}`)} {t('lobby.joinWithout')}{' '}
      {state.problem === 'insecure' || state.problem === 'unsupported' ? null : (
        <Anchor component="button" type="button" size="sm" onClick={() => void source.turnOn()}>
          {t('devices.retry')}
        </Anchor>
      )}
    </Alert>
  )
}
