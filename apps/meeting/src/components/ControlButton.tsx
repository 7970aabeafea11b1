import { Tooltip, UnstyledButton } from '@mantine/core'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ControlButton.module.css'

export interface ControlButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  readonly icon: ReactNode
  readonly label: string
  /** The key that does the same. */
  readonly shortcut?: string
  /**
   * `off` is a device that is off, `active` something that runs or is open, `danger` what ends the call.
   * @default 'plain'
   */
  readonly look?: 'plain' | 'active' | 'off' | 'danger'
  /** @default 0, which shows none */
  readonly badge?: number
  readonly testId: string
}

const maxBadge = 99

/** A round button of the call, with its name and key as a tooltip. */
export const ControlButton = ({
  icon,
  label,
  shortcut,
  look = 'plain',
  badge = 0,
  testId,
  ...rest
}: ControlButtonProps) => {
  const { t } = useTranslation()
  const name = badge > 0 ? t('controls.unread', { label, count: badge }) : label
  const tooltip = shortcut === undefined ? label : t('controls.shortcut', { label, key: shortcut })
  // A tap leaves the focus behind: on touch screens the tooltip would stay.
  const canHover = matchMedia('(hover: hover)').matches
  return (
    <Tooltip label={tooltip} disabled={!canHover} openDelay={400} events={{ hover: true, focus: true, touch: false }}>
      <UnstyledButton
        {...rest}
        className={classes.button}
        data-look={look}
        data-testid={testId}
        aria-label={name}
        aria-keyshortcuts={shortcut}
      >
        {icon}
        {badge > 0 ? (
          <span className={classes.badge} aria-hidden="true">
            {Math.min(badge, maxBadge)}
          </span>
        ) : null}
      </UnstyledButton>
    </Tooltip>
  )
}
