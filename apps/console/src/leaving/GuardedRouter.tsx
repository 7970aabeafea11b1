import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Router, type RouterOptions } from 'wouter'
import { ConfirmDialog } from '../components/index.ts'
import { type UnsavedForm, UnsavedForms } from './unsaved-forms.ts'

export interface GuardedRouterProps {
  readonly base: string
  readonly children: ReactNode
}

/** The router of the console, which asks before it leaves changes that are not saved. */
export const GuardedRouter = ({ base, children }: GuardedRouterProps) => {
  const { t } = useTranslation()
  const [unsaved] = useState(() => new Set<UnsavedForm>())
  /** What leaves, once somebody has said so. */
  const [leave, setLeave] = useState<() => void>()
  useQuestionBeforeUnload(unsaved)
  useQuestionBeforeGoingBack(unsaved, setLeave)
  const aroundNav: NonNullable<RouterOptions['aroundNav']> = (navigate, to, options) => {
    if (unsaved.size === 0) navigate(to, options)
    else setLeave(() => () => navigate(to, options))
  }
  return (
    <UnsavedForms value={unsaved}>
      <Router base={base} aroundNav={aroundNav}>
        {children}
      </Router>
      {leave === undefined ? null : (
        <ConfirmDialog
          title={t('common.leaveTitle')}
          hint={t('common.leaveHint')}
          confirmLabel={t('common.leave')}
          isDangerous
          onConfirm={async () => {
            unsaved.clear()
            leave()
          }}
          onClose={() => setLeave(undefined)}
        />
      )}
    </UnsavedForms>
  )
}

/** Closing the tab, and addresses outside of the console: browsers ask in their own words. */
function useQuestionBeforeUnload(unsaved: ReadonlySet<UnsavedForm>): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsaved.size > 0) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [unsaved])
}

/** The browser has gone already when it says so: the address is put back, and the router hears of neither. */
function useQuestionBeforeGoingBack(
  unsaved: ReadonlySet<UnsavedForm>,
  setLeave: (leave: () => () => void) => void,
): void {
  useEffect(() => {
    const gone = (event: PopStateEvent) => {
      const [form] = unsaved
      if (form === undefined) return
      event.stopImmediatePropagation()
      history.pushState(null, '', form.address)
      setLeave(() => () => history.back())
    }
    // Before the router, which listens on the same window.
    addEventListener('popstate', gone, { capture: true })
    return () => removeEventListener('popstate', gone, { capture: true })
  }, [unsaved, setLeave])
}
