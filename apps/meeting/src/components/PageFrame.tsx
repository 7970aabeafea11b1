import type { ReactNode } from 'react'
import { Brand } from './Brand.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import classes from './PageFrame.module.css'
import { SchemeSwitch } from './SchemeSwitch.tsx'

/** Every page but the call itself: brand and switches on top, the content in the middle. */
export const PageFrame = ({ children }: { readonly children: ReactNode }) => (
  <div className={classes.frame}>
    <header className={classes.header}>
      <Brand />
      <div className={classes.switches}>
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
    </header>
    <main className={classes.main}>{children}</main>
  </div>
)
