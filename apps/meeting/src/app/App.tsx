import { ErrorBoundary } from '@mrtc/ui'
import { lazy, Suspense, useEffect } from 'react'
import { HomePage } from '../pages/home/HomePage.tsx'
import { ProblemPage } from '../pages/ProblemPage.tsx'
import { Loading } from './Loading.tsx'
import { supportsCalls } from './supports-calls.ts'
import { useDestination } from './useDestination.ts'

/** Everything that a call needs and the home page does not: the client and mediasoup with it. */
const loadCallRoute = () => import('../pages/CallRoute.tsx')
const CallRoute = lazy(loadCallRoute)

const Destination = () => {
  const destination = useDestination()
  if (destination.to === 'home') return <HomePage />
  if (destination.to === 'nowhere' || destination.to === 'brokenLink') return <ProblemPage problem={destination.to} />
  if (!supportsCalls()) return <ProblemPage problem="browserUnsupported" />
  return (
    <Suspense fallback={<Loading />}>
      <CallRoute destination={destination} />
    </Suspense>
  )
}

export const App = () => {
  // Fetched while a person types a name; should it fail it is tried again when it is needed.
  useEffect(() => void loadCallRoute().catch(() => undefined), [])
  return (
    <ErrorBoundary instead={<ProblemPage problem="unexpected" />}>
      <Destination />
    </ErrorBoundary>
  )
}
