import { Alert, Anchor } from '@mantine/core'
import { useStore } from '@mrtc/react'
import type { ReadableStore } from '@mrtc/web-sdk'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EffectState } from '../media/effects/effect-state.ts'

export interface EffectProblemProps {
  readonly effect: 'background' | 'noise'
  readonly state: ReadableStore<EffectState>
  /** Goes on without the effect. */
  readonly onGiveUp: () => void
}

/** Why an effect is not there, and what is seen or heard instead. */
export const EffectProblem = ({ effect, state: store, onGiveUp }: EffectProblemProps) => {
  const { t } = useTranslation()
  const state = useStore(store)
  if (state.state !== 'failed') return null
  return (
    <Alert
      color="yellow"
      role="status"
      p="sm"
      icon={<IconAlertTriangle size={18} />}
      data-testid={`${effect}-effect-problem`}
      data-problem={state.problem}
    >
      {state.problem === 'picture'
        ? t('effects.problems.background.picture')
        : t(`effects.problems.${effect}.${state.problem}`)}{' '}
      <Anchor component="button" type="button" size="sm" onClick={onGiveUp}>
        {t(`effects.without.${effect}`)}
      </Anchor>
    </Alert>
  )
}
