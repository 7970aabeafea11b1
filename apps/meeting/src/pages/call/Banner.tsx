import type { ReactNode } from 'react'
import classes from './Banner.module.css'

export interface BannerProps {
  readonly text: string
  readonly hint?: string
  readonly testId: string
  readonly children?: ReactNode
}

/** Something about the whole call, over its top edge: nothing moves when it comes and goes. */
export const Banner = ({ text, hint, testId, children }: BannerProps) => (
  <div className={classes.banner} role="status" data-testid={testId}>
    <div>
      <div className={classes.text}>{text}</div>
      {hint === undefined ? null : <div className={classes.hint}>{hint}</div>}
    </div>
    {children}
  </div>
)
