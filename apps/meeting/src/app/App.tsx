import { lazy, Suspense } from 'react'
import { HomePage } from '../pages/home/HomePage.tsx'
import { ProblemPage } from '../pages/ProblemPage.tsx'
import { Loading } from './Loading.tsx'
import { supportsCalls } from './supports-calls.ts'
import { useDestination } from './useDestination.ts'

/** Everything that a call needs and the home page does not: the client and mediasoup with it. */
const CallRoute = lazy(() => import('../pages/CallRoute.tsx'))

export const App = () => {
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
