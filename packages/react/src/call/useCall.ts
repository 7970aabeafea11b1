import type { ClientPort, MrtcError, RoomCloseReason, RoomPort } from '@mrtc/web-sdk/core'
import { useEffect, useEffectEvent, useState } from 'react'
import { asMrtcError } from '../as-mrtc-error.ts'

/** A call from wanting it to its end. */
export type CallState<C extends ClientPort = ClientPort, R extends RoomPort = RoomPort> =
  /** Nobody wants it yet: `options` was undefined. */
  | { readonly state: 'idle' }
  | { readonly state: 'entering' }
  | { readonly state: 'in'; readonly client: C; readonly room: R }
  | { readonly state: 'failed'; readonly error: MrtcError }
  | { readonly state: 'ended'; readonly reason: RoomCloseReason }

export interface UseCallOptions<C extends ClientPort, R extends RoomPort> {
  /** `new CallClient({...})`; one is made for each attempt, and closed by the hook. */
  readonly createClient: () => C
  /** Enters the room: `createRoom` or `joinRoom`. Hand on the signal. */
  readonly enter: (client: C, signal: AbortSignal) => Promise<R>
  /** Another call begins when it changes, for example a room id. */
  readonly key?: string | number
}

/**
 * Connects and enters a room while the component is mounted, and leaves when it is not. With `undefined` it waits, so that
 * a call can begin with a click.
 *
 * Hand `client` and `room` to a {@link RoomProvider}.
 */
export function useCall<C extends ClientPort, R extends RoomPort>(
  options: UseCallOptions<C, R> | undefined,
): CallState<C, R> {
  const [state, setState] = useState<CallState<C, R>>({ state: 'idle' })
  const isWanted = options !== undefined
  const begin = useEffectEvent(() => (options === undefined ? undefined : beginCall(options, setState)))
  const key = options?.key
  // biome-ignore lint/correctness/useExhaustiveDependencies: neither is read, their change is the reason
  useEffect(() => begin(), [isWanted, key])
  return state
}

/** @returns a function that ends it, whatever it is at */
function beginCall<C extends ClientPort, R extends RoomPort>(
  { createClient, enter }: UseCallOptions<C, R>,
  show: (state: CallState<C, R>) => void,
): () => void {
  const leaving = new AbortController()
  const { signal } = leaving
  const client = createClient()
  const tell = (state: CallState<C, R>) => {
    if (!signal.aborted) show(state)
  }
  const begin = async () => {
    tell({ state: 'entering' })
    try {
      await client.connect({ signal })
      const room = await enter(client, signal)
      room.on('closed', (reason) => tell({ state: 'ended', reason }))
      tell({ state: 'in', client, room })
    } catch (error) {
      tell({ state: 'failed', error: asMrtcError(error) })
      await client.close()
    }
  }
  void begin()
  return () => {
    leaving.abort()
    show({ state: 'idle' })
    void client.close()
  }
}
