import { Center, Loader } from '@mantine/core'
import { ErrorBoundary } from '@mrtc/ui'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../components/index.ts'
import { LoginPage } from '../pages/session/LoginPage.tsx'
import { MustChangePage } from '../pages/session/MustChangePage.tsx'
import { SessionProvider, useSessionState } from '../session/index.ts'
import { BrokenPage } from './BrokenPage.tsx'
import { Pages } from './Pages.tsx'
import { Shell } from './Shell.tsx'

const Loading = () => {
  const { t } = useTranslation()
  return (
    <Center mih="50dvh">
      <Loader type="dots" role="status" aria-label={t('common.loading')} />
    </Center>
  )
}

/** Who is not logged in sees the login at any address, and the page of that address after it. */
const Content = () => {
  const session = useSessionState()
  switch (session.state) {
    case 'loading':
      return <Loading />
    case 'failed':
      return (
        <Center mih="100dvh" p="lg">
          <ProblemAlert error={session.error} onRetry={session.retry} />
        </Center>
      )
    case 'loggedOut':
      return <LoginPage wasOver={session.wasOver} />
    case 'loggedIn':
      return (
        <SessionProvider value={session.session}>
          {session.session.account.mustChangePassword ? (
            <MustChangePage />
          ) : (
            <Shell>
              <ErrorBoundary instead={<BrokenPage />}>
                <Suspense fallback={<Loading />}>
                  <Pages />
                </Suspense>
              </ErrorBoundary>
            </Shell>
          )}
        </SessionProvider>
      )
  }
}

export const App = () => (
  <ErrorBoundary instead={<BrokenPage />}>
    <Content />
  </ErrorBoundary>
)
