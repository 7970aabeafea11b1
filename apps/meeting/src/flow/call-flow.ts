import { type ReadableStore, Store } from '@mrtc/client'
import type { Call, CallEnd } from '../call/call.ts'
import type { CallAddress } from '../links/call-link.ts'
import { LocalMedia } from '../media/local-media.ts'
import { type Problem, problemOf } from '../problems/problem.ts'
import type { CallDestination, JoinOptions } from './join.ts'

/** Where a person is on the way through a call. */
export type FlowState =
  | { readonly phase: 'closed' }
  | { readonly phase: 'lobby'; readonly destination: CallDestination; readonly problem?: Problem }
  | { readonly phase: 'joining'; readonly destination: CallDestination }
  | { readonly phase: 'call'; readonly call: Call }
  | { readonly phase: 'ended'; readonly end: CallEnd; readonly address: CallAddress }

export interface CallFlowOptions {
  readonly join: (options: Pick<JoinOptions, 'destination' | 'displayName' | 'media' | 'signal'>) => Promise<Call>
  readonly media?: LocalMedia
}

const isSame = (a: CallDestination, b: CallDestination): boolean =>
  a.to === 'call' && b.to === 'call'
    ? a.address.roomId === b.address.roomId && a.address.rtoken === b.address.rtoken
    : a.to === b.to

/** The way of one person through lobby, call and end. */
export class CallFlow {
  readonly media: LocalMedia
  readonly #join: CallFlowOptions['join']
  readonly #state = new Store<FlowState>({ phase: 'closed' })
  #displayName = ''
  #joining: AbortController | undefined
  /** What was on when the call ended is on again when it is joined anew. */
  #wasOn = { camera: true, microphone: true }

  constructor({ join, media = new LocalMedia() }: CallFlowOptions) {
    this.#join = join
    this.media = media
  }

  get store(): ReadableStore<FlowState> {
    return this.#state
  }

  /** Goes where the page's address says, unless we are there. */
  open(destination: CallDestination): void {
    const current = this.#destination()
    if (current !== undefined && isSame(current, destination)) return
    this.close()
    this.media.open(this.#wasOn)
    this.#state.set({ phase: 'lobby', destination })
  }

  /** @param choices `direct` for a call that is made now; one that exists says so itself */
  async join(displayName: string, { direct = false }: { readonly direct?: boolean } = {}): Promise<void> {
    const state = this.#state.get()
    if (state.phase !== 'lobby') return
    const { destination } = state
    const made: CallDestination = direct ? { to: 'new', direct } : { to: 'new' }
    await this.#enter(destination.to === 'new' ? made : destination, displayName)
  }

  /** Back to the lobby. */
  cancel(): void {
    const state = this.#state.get()
    if (state.phase !== 'joining') return
    this.#joining?.abort()
    this.#state.set({ phase: 'lobby', destination: state.destination })
  }

  /** Ends our part in the call; the page says so at once, the server hears of it meanwhile. */
  leave(): void {
    const state = this.#state.get()
    if (state.phase === 'call') this.#end(state.call, { reason: 'left' })
  }

  async rejoin(): Promise<void> {
    const state = this.#state.get()
    if (state.phase !== 'ended') return
    this.media.open(this.#wasOn)
    await this.#enter({ to: 'call', address: state.address }, this.#displayName)
  }

  /** Gives everything up. The flow can be opened again. */
  close(): void {
    this.#joining?.abort()
    const state = this.#state.get()
    if (state.phase === 'call') this.#end(state.call, { reason: 'left' })
    this.media.close()
    this.#state.set({ phase: 'closed' })
  }

  #destination(): CallDestination | undefined {
    const state = this.#state.get()
    if (state.phase === 'lobby' || state.phase === 'joining') return state.destination
    if (state.phase === 'call') return { to: 'call', address: state.call.address }
    return state.phase === 'ended' ? { to: 'call', address: state.address } : undefined
  }

  async #enter(destination: CallDestination, displayName: string): Promise<void> {
    this.#displayName = displayName
    const joining = new AbortController()
    this.#joining = joining
    this.#state.set({ phase: 'joining', destination })
    try {
      const call = await this.#join({ destination, displayName, media: this.media, signal: joining.signal })
      if (joining.signal.aborted) {
        await call.close()
        return
      }
      call.events.on('ended', (end) => this.#end(call, end))
      this.#state.set({ phase: 'call', call })
    } catch (error) {
      if (!joining.signal.aborted) this.#state.set({ phase: 'lobby', destination, problem: problemOf(error) })
    }
  }

  #end(call: Call, end: CallEnd): void {
    const state = this.#state.get()
    if (state.phase !== 'call' || state.call !== call) return
    this.#wasOn = { camera: this.media.camera.isOn, microphone: this.media.microphone.isOn }
    this.media.close()
    this.#state.set({ phase: 'ended', end, address: call.address })
    // The call is over for the person whatever becomes of the last message; the server notices a lost one by itself.
    call.close().catch(() => undefined)
  }
}
