import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logger.ts'
import type { RedMaker } from './red-maker.ts'
import { type RedDepthMessage, type RedTransformOptions, redWorkerReady, redWorkerSource } from './red-worker-source.ts'

/** A worker from a Blob starts within a few milliseconds, or the page does not allow it. */
const startTimeoutMs = 2_000

/** Whether this platform lets scripts see encoded audio: every browser since 2023, not Node. */
export function canTransformAudio(): boolean {
  return 'RTCRtpScriptTransform' in globalThis && 'Worker' in globalThis
}

/** Makes or opens the RED payloads of one sender or receiver, off the main thread. */
export class RedWorker implements RedMaker {
  readonly #worker: Worker

  private constructor(worker: Worker) {
    this.#worker = worker
  }

  /** @returns undefined where it cannot be had: audio is plain then */
  static async start({ clock, log }: { readonly clock: Clock; readonly log: Logger }): Promise<RedWorker | undefined> {
    if (!canTransformAudio()) return undefined
    const url = URL.createObjectURL(new Blob([redWorkerSource()], { type: 'text/javascript' }))
    try {
      const worker = new Worker(url)
      if (await isReady(worker, clock)) return new RedWorker(worker)
      worker.terminate()
    } catch (error) {
      log.debug('a worker for audio is not allowed here', { error })
    } finally {
      URL.revokeObjectURL(url)
    }
    log.info('audio goes without redundancy: this page allows no worker from a Blob')
    return undefined
  }

  /** Before the sender or receiver is negotiated: frames pass a transform that is set later by. */
  attach(place: RTCRtpSender | RTCRtpReceiver, options: RedTransformOptions): void {
    place.transform = new RTCRtpScriptTransform(this.#worker, options)
  }

  setDepth(depth: number): void {
    this.#worker.postMessage({ depth } satisfies RedDepthMessage)
  }

  /** Nothing to do: what is transformed is the sender's, whatever the track. */
  follow(): void {}

  close(): void {
    this.#worker.terminate()
  }
}

function isReady(worker: Worker, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.setTimer(startTimeoutMs, () => resolve(false))
    worker.onmessage = ({ data }) => {
      cancel()
      resolve(data === redWorkerReady)
    }
    worker.onerror = () => {
      cancel()
      resolve(false)
    }
  })
}
