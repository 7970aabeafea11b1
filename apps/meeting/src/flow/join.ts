import type { CallClientOptions, ClientPort } from '@mrtc/client'
import { Call } from '../call/call.ts'
import type { Destination } from '../links/call-link.ts'
import type { LocalMedia } from '../media/local-media.ts'
import type { SignSource } from '../signing/sign-source.ts'

/** A call that does not exist yet, or one that does. */
export type CallDestination = Extract<Destination, { to: 'new' | 'call' }>

export interface JoinOptions {
  readonly destination: CallDestination
  readonly displayName: string
  readonly uid: string
  readonly media: LocalMedia
  readonly sign: SignSource
  readonly createClient: (options: CallClientOptions) => ClientPort
  readonly signal: AbortSignal
}

const version = '0.1.0'

/** From a name to a call; whatever fails or is given up leaves nothing behind. */
export const join = async (options: JoinOptions): Promise<Call> => {
  const { destination, displayName, uid, sign, signal } = options
  const { bizName, appId, workspaceId } = await sign(signal)
  const client = options.createClient({
    url: location.origin,
    uid,
    bizName,
    appId,
    workspaceId,
    sign: async (signSignal) => (await sign(signSignal)).sign,
    platform: { name: 'meeting', version },
  })
  try {
    await client.connect({ signal })
    const direct = (destination.to === 'new' ? destination : destination.address).direct ?? false
    const entry = { displayName, direct, signal }
    const room = await (destination.to === 'new'
      ? client.createRoom(entry)
      : client.joinRoom({ ...destination.address, ...entry }))
    signal.throwIfAborted()
    return new Call({ client, room, media: options.media, isDirect: direct })
  } catch (error) {
    await client.close()
    throw error
  }
}
