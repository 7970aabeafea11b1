import { Stack, Switch } from '@mantine/core'
import { useStore } from '@mrtc/react'
import { useTranslation } from 'react-i18next'
import type { LocalMedia } from '../media/local-media.ts'
import { BackgroundPicker } from './BackgroundPicker.tsx'
import { EffectProblem } from './EffectProblem.tsx'

/** What is done to our picture and our voice on the way. */
export const EffectSettings = ({ media }: { readonly media: LocalMedia }) => {
  const { t } = useTranslation()
  const suppressesNoise = useStore(media.noise.isOn)
  return (
    <Stack gap="sm">
      <BackgroundPicker media={media} />
      <EffectProblem
        effect="background"
        state={media.background.state}
        onGiveUp={() => {
          void media.chooseBackground('none')
          void media.camera.turnOn()
        }}
      />
      <Switch
        label={t('effects.noise')}
        description={t('effects.noiseHint')}
        checked={suppressesNoise}
        data-testid="noise-suppression"
        onChange={(event) => void media.suppressNoise(event.currentTarget.checked)}
      />
      <EffectProblem effect="noise" state={media.noise.state} onGiveUp={() => void media.suppressNoise(false)} />
    </Stack>
  )
}
