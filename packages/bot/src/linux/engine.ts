import type { Logger } from '@mrtc/client'
import { codeFor, linuxCodes, MrtcError } from '@mrtc/protocol'
import { H264Encoder, OpusEncoder } from '../codec/index.ts'
import { consoleLogger } from '../log.ts'
import { version } from '../version.ts'
import { type EngineSettings, engineSettings } from './engine-settings.ts'
import { MRtcSession } from './session.ts'
import { EventType, type MRtcEngineInitParam, type MRtcEngineListener, type MRtcSessionListener } from './types.ts'

type EngineState =
  | { readonly state: 'created' }
  | { readonly state: 'ready'; readonly settings: EngineSettings; readonly log: Logger }
  | { readonly state: 'destroyed' }

/** Makes sessions (guide 6.4.4). One engine is enough for a process; each session is one participant in one call. */
export class MRtcEngine {
  readonly #listener: MRtcEngineListener
  readonly #sessions = new Set<MRtcSession>()
  #state: EngineState = { state: 'created' }

  private constructor(listener: MRtcEngineListener) {
    this.#listener = listener
  }

  static Create(engineListener: MRtcEngineListener): MRtcEngine {
    return new MRtcEngine(engineListener)
  }

  /**
   * Checks the parameters and that the codecs are there. The event INIT tells the same, and why it failed.
   * @returns 0, or -1 when it failed
   */
  Init(param: MRtcEngineInitParam): number {
    let failure: MrtcError | undefined
    try {
      if (this.#state.state !== 'created') throw new MrtcError('INTERNAL', 'Init may be called once.')
      const settings = engineSettings(param)
      checkCodecs(settings)
      this.#state = { state: 'ready', settings, log: consoleLogger(param.logLevel ?? 'debug') }
    } catch (error) {
      failure = error instanceof MrtcError ? error : new MrtcError('INTERNAL', undefined, { cause: error })
    }
    const code = failure === undefined ? 0 : codeFor(linuxCodes, 'initEngine', failure)
    const ext = failure === undefined ? '' : JSON.stringify(failure.toWire())
    // Later, as in the guide's SDK: the caller has not stored the engine yet.
    queueMicrotask(() => this.#listener.OnEngineEvent({ uid: '', type: EventType.INIT, code, ext }))
    return code
  }

  /** @returns null before `Init`, and when there are `maxSessionNum` sessions */
  CreateSession(sessionListener: MRtcSessionListener): MRtcSession | null {
    if (this.#state.state !== 'ready') return null
    const { settings, log } = this.#state
    if (this.#sessions.size >= settings.maxSessions) {
      log.warn('there are as many sessions as maxSessionNum allows', { maxSessionNum: settings.maxSessions })
      return null
    }
    const session = new MRtcSession(settings, sessionListener, log, (event) => this.#listener.OnEngineEvent(event))
    this.#sessions.add(session)
    return session
  }

  /** Leaves the room if need be and frees everything; nothing is called back any more. Resolves when it is done. */
  async DestroySession(session: MRtcSession): Promise<void> {
    this.#sessions.delete(session)
    await session.destroy()
  }

  /** Destroys the sessions too. */
  async Destroy(): Promise<void> {
    this.#state = { state: 'destroyed' }
    await Promise.all([...this.#sessions].map((session) => this.DestroySession(session)))
  }

  GetVersion(): string {
    return version
  }
}

/** Opens and closes the encoders that sessions will need. */
function checkCodecs({ audioFormat, video }: EngineSettings): void {
  new OpusEncoder(audioFormat).close()
  const { framesPerSecond, bitrateMaxBps: bitrateBps } = video
  new H264Encoder({ width: 64, height: 64, framesPerSecond, bitrateBps }).close()
}
