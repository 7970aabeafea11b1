import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { titleOf } from '../theme/title.ts'
import { Brand } from './Brand.tsx'
import classes from './PageFrame.module.css'
import { Switches } from './Switches.tsx'

export interface PageFrameProps {
  /** Of the browser's tab. */
  readonly title: string
  readonly children: ReactNode
}

/** Every page but the call itself: brand and switches on top, the content in the middle. */
export const PageFrame = ({ title, children }: PageFrameProps) => {
  useDocumentTitle(titleOf(title))
  return (
    <div className={classes.frame}>
      <header className={classes.header}>
        <Brand />
        <div className={classes.switches}>
          <Switches />
        </div>
      </header>
      <main className={classes.main}>{children}</main>
    </div>
  )
}
