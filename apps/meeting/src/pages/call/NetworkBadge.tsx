import { UnstyledButton } from '@mantine/core'
import type { Quality } from '@mrtc/react'
import { useTranslation } from 'react-i18next'
import classes from './NetworkBadge.module.css'
import { SignalBars } from './SignalBars.tsx'

export interface NetworkBadgeProps {
  readonly quality: Quality | undefined
  readonly title: string
  readonly onOpen: () => void
}

/** How good a connection is; a click tells more. */
export const NetworkBadge = ({ quality, title, onOpen }: NetworkBadgeProps) => {
  const { t } = useTranslation()
  const verdict = t(`network.${quality ?? 'unknown'}`)
  return (
    <UnstyledButton
      className={classes.badge}
      aria-label={`${title}: ${verdict}`}
      title={verdict}
      data-testid="network"
      data-quality={quality ?? 'unknown'}
      onClick={onOpen}
    >
      <SignalBars quality={quality} />
    </UnstyledButton>
  )
}
