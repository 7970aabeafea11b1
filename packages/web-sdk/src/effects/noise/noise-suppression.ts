import { Emitter } from '@mrtc/client/emitter'
import { MrtcError } from '@mrtc/protocol/errors'
import { effectFailed, effectUnsupported } from '../effect-error.ts'
import type { Suppressor } from './noise-engine.ts'

/** Audio starts in milliseconds; where the browser wants a click first, it does not start at all. */
const contextStartsWithinMs = 5_000

export type NoiseSuppressionEvents = {
  /** It broke off: the sound goes on as it comes from the source. */
  failed: [MrtcError]
  /** Its track is over: the source ended, or it was closed. The last event. */
  ended: []
}

export interface NoiseSuppressionOptions {
  readonly signal?: AbortSignal
}

/** A microphone's track without noise, see {@link startNoiseSuppression}. */
export class NoiseSuppression extends Emitter<NoiseSuppressionEvents> {
  readonly #context: AudioContext
  readonly #destination: MediaStreamAudioDestinationNode
  readonly #suppressor: Suppressor
  readonly track: MediaStreamTrack
  #source: MediaStreamTrack
  #input: MediaStreamAudioSourceNode
  #isOn = true

  /** @internal */
  constructor(context: AudioContext, suppressor: Suppressor, source: MediaStreamTrack) {
    super()
    this.#context = context
    this.#suppressor = suppressor
    this.#destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
    const [track] = this.#destination.stream.getAudioTracks()
    if (track === undefined) throw effectUnsupported('noise suppression')
    this.track = track
    this.#source = source
    this.#input = this.#connect(source)
  }

  get isOn(): boolean {
    return this.#isOn
  }

  /** On the same track. Off, the sound passes as it comes. */
  set(isOn: boolean): void {
    if (isOn === this.#isOn || this.#isClosed) return
    this.#isOn = isOn
    this.#route()
  }

  /** Another microphone, under the same track. The one before is not stopped. */
  replaceSource(source: MediaStreamTrack): void {
    if (this.#isClosed) return
    this.#disconnect()
    this.#source = source
    this.#input = this.#connect(source)
  }

  /** Ends the track and what works on it, not the source. Idempotent. */
  close(): void {
    if (this.#isClosed) return
    this.#disconnect()
    this.track.stop()
    this.#suppressor.close()
    // Closing fails only when it is closed.
    this.#context.close().catch(() => {})
    this.emit('ended')
  }

  /** @internal */
  broke(): void {
    if (this.#isClosed) return
    this.set(false)
    this.emit('failed', effectFailed('Noise suppression broke off: the sound goes on without.'))
  }

  get #isClosed(): boolean {
    return this.#context.state === 'closed' || this.track.readyState === 'ended'
  }

  #connect(source: MediaStreamTrack): MediaStreamAudioSourceNode {
    source.addEventListener('ended', this.#sourceEnded)
    this.#input = this.#context.createMediaStreamSource(new MediaStream([source]))
    this.#route()
    return this.#input
  }

  #disconnect(): void {
    this.#source.removeEventListener('ended', this.#sourceEnded)
    this.#input.disconnect()
  }

  #route(): void {
    const { node } = this.#suppressor
    this.#input.disconnect()
    node.disconnect()
    if (this.#isOn) this.#input.connect(node).connect(this.#destination)
    else this.#input.connect(this.#destination)
  }

  readonly #sourceEnded = () => {
    this.close()
    // Stopping a track ourselves gives no event: this tells those who only know the track.
    this.track.dispatchEvent(new Event('ended'))
  }
}

/**
 * Takes noise out of a microphone's sound (RNNoise, in an audio worklet), beyond what the browser's own noise suppression
 * does; adds 10 ms. The source stays the caller's.
 * @throws MrtcError MEDIA_FAILED (`data.reason` `unsupported`, `failed`, or `blocked`: before the person has clicked on the
 * page, browsers may start no audio), REQUEST_ABORTED
 */
export async function startNoiseSuppression(
  source: MediaStreamTrack,
  { signal }: NoiseSuppressionOptions = {},
): Promise<NoiseSuppression> {
  if (typeof AudioWorkletNode === 'undefined') throw effectUnsupported('noise suppression')
  const { createSuppressor, rnnoiseSampleRate } = await import('./noise-engine.ts').catch(notLoaded)
  let context: AudioContext | undefined
  try {
    context = new AudioContext({ sampleRate: rnnoiseSampleRate, latencyHint: 'interactive' })
    await running(context, signal)
    let started: NoiseSuppression | undefined
    const suppressor = await createSuppressor(context, () => started?.broke()).catch(notLoaded)
    if (signal?.aborted) throw new MrtcError('REQUEST_ABORTED')
    started = new NoiseSuppression(context, suppressor, source)
    return started
  } catch (error) {
    context?.close().catch(() => {})
    throw error
  }
}

async function running(context: AudioContext, signal: AbortSignal | undefined): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  const message = 'The browser starts no sound before somebody clicked on the page: try again after that.'
  const blocked = new MrtcError('MEDIA_FAILED', message, { data: { reason: 'blocked' } })
  const timer = setTimeout(() => reject(blocked), contextStartsWithinMs)
  const abort = () => reject(new MrtcError('REQUEST_ABORTED'))
  signal?.addEventListener('abort', abort)
  try {
    if (signal?.aborted) abort()
    await Promise.race([context.resume(), promise])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

function notLoaded(cause: unknown): never {
  throw effectFailed('Noise suppression could not be loaded: check the network and the files beside the SDK.', cause)
}
