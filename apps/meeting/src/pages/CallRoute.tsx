import { useStore } from '@mrtc/react'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { CallFlow } from '../flow/call-flow.ts'
import { createClient } from '../flow/create-client.ts'
import { type CallDestination, join } from '../flow/join.ts'
import { createUid } from '../identity/uid.ts'
import { pathOfCall } from '../links/call-link.ts'
import { createSignSource } from '../signing/sign-source.ts'
import { CallPage } from './call/CallPage.tsx'
import { EndPage } from './end/EndPage.tsx'
import { LobbyPage } from './lobby/LobbyPage.tsx'

const createFlow = (): CallFlow => {
  const uid = createUid()
  const sign = createSignSource(uid)
  return new CallFlow({
    join: (options) => join({ ...options, uid, sign, createClient }),
  })
}

/** Lobby, call and end under one address. */
const CallRoute = ({ destination }: { readonly destination: CallDestination }) => {
  const [flow] = useState(createFlow)
  const state = useStore(flow.store)
  const [, navigate] = useLocation()

  useEffect(() => {
    const open = () => flow.open(destination)
    open()
    // A page that the browser brings back from its cache was closed when it was left.
    addEventListener('pageshow', open)
    return () => removeEventListener('pageshow', open)
  }, [flow, destination])
  useEffect(() => {
    // A page that is closed or left says goodbye, so that nobody waits for its ghost.
    const close = () => flow.close()
    addEventListener('pagehide', close)
    return () => {
      removeEventListener('pagehide', close)
      flow.close()
    }
  }, [flow])

  // A new call has its address from the moment that it is.
  const call = state.phase === 'call' ? state.call : undefined
  useEffect(() => {
    if (call !== undefined && destination.to === 'new') navigate(pathOfCall(call.address), { replace: true })
  }, [call, destination, navigate])

  switch (state.phase) {
    case 'closed':
      return null
    case 'lobby':
    case 'joining':
      return <LobbyPage flow={flow} state={state} />
    case 'call':
      return <CallPage call={state.call} onLeave={() => flow.leave()} />
    case 'ended':
      return <EndPage end={state.end} onRejoin={() => void flow.rejoin()} />
  }
}

export default CallRoute
