import { CloseButton, Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './SidePanel.module.css'

export type PanelName = 'chat' | 'people' | 'network'

export interface SidePanelProps {
  readonly isPhone: boolean
  /** For what has plots. */
  readonly isWide: boolean
  readonly title: string
  readonly testId: string
  readonly children: ReactNode
  readonly onClose: () => void
}

/** Beside the stage where there is room, over it on a phone. */
export const SidePanel = ({ isPhone, isWide, title, testId, children, onClose }: SidePanelProps) => {
  const { t } = useTranslation()
  if (isPhone) {
    return (
      <Drawer
        opened
        position="bottom"
        size="78dvh"
        title={title}
        onClose={onClose}
        closeButtonProps={{ 'aria-label': t('app.close') }}
        classNames={{ content: classes.drawer, body: classes.drawerBody, title: classes.title }}
        data-testid={testId}
      >
        {children}
      </Drawer>
    )
  }
  return (
    <aside className={classes.panel} data-wide={isWide} aria-label={title} data-testid={testId}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <CloseButton aria-label={t('app.close')} onClick={onClose} />
      </header>
      <div className={classes.body}>{children}</div>
    </aside>
  )
}
