import type { types as ms } from 'mediasoup-client'
import type { IceServerOption, IceTransportPolicy } from './ice-servers.ts'
import type { Logger } from './logger.ts'
import type { ReconnectPolicy } from './session/reconnect-policy.ts'
import type { WebSocketLike } from './socket/index.ts'

/** A signature (guide, section 4), or how to get one; a function is asked again on each use. */
export type SignSource = string | ((signal: AbortSignal) => Promise<string>)

/** Where to connect, and as whom. */
export interface CallClientOptions {
  /** `ws(s)://host:port/ws`; `http(s)://` is converted, and an empty path becomes `/ws`. */
  readonly url: string
  /** Letters, digits and underscore, at most 128. */
  readonly uid: string
  /** Of the call app, as the console shows it. */
  readonly bizName: string
  /** Of the call app, as the console shows it. */
  readonly appId: string
  /** Of the call app. @default 'default' */
  readonly workspaceId?: string
  /** What lets us in: see {@link SignSource}. */
  readonly sign: SignSource
  /** For the server's logs: `web`, `bot`, ... @default a web page that does not say */
  readonly platform?: { readonly name: string; readonly version: string }
  /** @default globalThis.WebSocket */
  readonly createWebSocket?: (url: string) => WebSocketLike
  /**
   * A mediasoup-client device, not loaded yet. By default the one that fits this browser.
   * @internal for platforms of ours that bring their own WebRTC
   */
  readonly createDevice?: () => Promise<ms.Device> | ms.Device
  /**
   * Calls back when the machine is on another network than before, and gives a function that ends the watch.
   * @default what browsers tell
   */
  readonly watchNetwork?: (onChange: () => void) => () => void
  /**
   * What is done against weak networks beyond retransmission: redundant audio, the weak-network controller, and sending
   * no layers that nobody wants. `off` is for comparisons.
   * @default 'on'
   */
  readonly repair?: 'on' | 'off'
  /** STUN and TURN servers in place of those that the platform gives its clients. */
  readonly iceServers?: readonly IceServerOption[]
  /** `relay`: media goes over TURN servers alone. @default 'all' */
  readonly iceTransportPolicy?: IceTransportPolicy
  /** @default silent */
  readonly log?: Logger
  /** @default at once, then exponential with jitter, at most 5 s apart */
  readonly reconnect?: ReconnectPolicy
}
