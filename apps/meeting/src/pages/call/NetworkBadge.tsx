import { Popover, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Measurement } from '../../network/network-monitor.ts'
import classes from './NetworkBadge.module.css'
import { NetworkFigures } from './NetworkFigures.tsx'
import { SignalBars } from './SignalBars.tsx'

export interface NetworkBadgeProps {
  readonly measurement: Measurement | undefined
  readonly title: string
}

/** How good a connection is; a click tells the figures. */
export const NetworkBadge = ({ measurement, title }: NetworkBadgeProps) => {
  const { t } = useTranslation()
  const verdict = t(`network.${measurement?.quality ?? 'unknown'}`)
  return (
    <Popover position="top-start" width={240} shadow="md">
      <Popover.Target>
        <UnstyledButton
          className={classes.badge}
          aria-label={`${title}: ${verdict}`}
          title={verdict}
          data-testid="network"
          data-quality={measurement?.quality ?? 'unknown'}
        >
          <SignalBars quality={measurement?.quality} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <NetworkFigures title={title} verdict={verdict} figures={measurement?.figures ?? {}} />
      </Popover.Dropdown>
    </Popover>
  )
}
