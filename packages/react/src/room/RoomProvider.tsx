import type { ClientPort, RoomPort } from '@mrtc/web-sdk/core'
import { type ReactNode, useEffect, useState } from 'react'
import { RoomContext } from './room-context.ts'
import { RoomModel } from './room-model.ts'

/** A room that was entered; or a {@link RoomModel} that the application made, and closes, itself. */
export type RoomProviderProps = { readonly children: ReactNode } & (
  | { readonly client: Pick<ClientPort, 'state' | 'on'>; readonly room: RoomPort }
  | { readonly model: RoomModel }
)

type EnteredProps = Extract<RoomProviderProps, { client: unknown }>

/** Models belong to effects: StrictMode runs those twice, and what was closed is not to be shown again. */
const EnteredRoom = ({ client, room, children }: EnteredProps) => {
  const [model, setModel] = useState<RoomModel>()
  useEffect(() => {
    const opened = new RoomModel({ client, room })
    setModel(opened)
    return () => {
      setModel(undefined)
      opened.close()
    }
  }, [client, room])
  return model === undefined ? null : <RoomContext value={model}>{children}</RoomContext>
}

/** Gives a room to the hooks of everything within. It receives everybody's feeds while it is mounted. */
export const RoomProvider = (props: RoomProviderProps) =>
  'model' in props ? <RoomContext value={props.model}>{props.children}</RoomContext> : <EnteredRoom {...props} />
