import type { ReportedStream } from '../../statistics/index.ts'
import { type StatisticsWatch, type StreamStatistics, watchStatistics } from '../../statistics/index.ts'
import type { Notify } from '../notify.ts'
import type { MeetingPorts } from '../ports.ts'
import { WeakAlarm, type WeakLimits } from './weak-alarm.ts'

/** What there is to know of one stream. */
export interface ObservedStream {
  readonly sid: number
  readonly source: ReportedStream
  /** What is heard of it. */
  readonly audio: MediaStreamTrack | undefined
  readonly needsVolume: boolean
  /** Whether nothing is sent on purpose. */
  readonly isSilent: () => boolean
}

interface Observation {
  readonly watch: StatisticsWatch
  analyser: AnalyserNode | undefined
  analysed: MediaStreamTrack | undefined
}

export interface StreamQualityOptions {
  readonly notify: Notify
  readonly limits: WeakLimits
  readonly ports: Pick<MeetingPorts, 'createVolumeAnalysers'>
}

/** Watches the streams of one room. */
export class StreamQuality {
  readonly #options: StreamQualityOptions
  readonly #analysers: ReturnType<MeetingPorts['createVolumeAnalysers']>
  readonly #observations = new Map<number, Observation>()

  constructor(options: StreamQualityOptions) {
    this.#options = options
    this.#analysers = options.ports.createVolumeAnalysers()
  }

  /** The last figures of a stream; there are some two seconds after it began. */
  latest(sid: number): StreamStatistics | undefined {
    return this.#observations.get(sid)?.watch.latest
  }

  /** A stream began, or its tracks are others now. */
  observe(stream: ObservedStream): void {
    const observation = this.#observations.get(stream.sid) ?? this.#begin(stream)
    if (!stream.needsVolume || observation.analysed === stream.audio) return
    if (observation.analyser) this.#analysers.remove(observation.analyser)
    observation.analysed = stream.audio
    observation.analyser = stream.audio && this.#analysers.add(stream.audio)
    if (observation.analyser) this.#options.notify('OnVolumeAnalyser', stream.sid, observation.analyser)
  }

  ended(sid: number): void {
    const observation = this.#observations.get(sid)
    this.#observations.delete(sid)
    observation?.watch.close()
    if (observation?.analyser) this.#analysers.remove(observation.analyser)
  }

  close(): void {
    for (const sid of [...this.#observations.keys()]) this.ended(sid)
    this.#analysers.close()
  }

  #begin({ sid, source, isSilent }: ObservedStream): Observation {
    const { notify, limits } = this.#options
    const alarm = new WeakAlarm()
    const watch = watchStatistics(source, (statistics) => {
      notify('OnStatistics', sid, statistics)
      const weakBps = alarm.take({ statistics, isSilent: isSilent() }, limits)
      if (weakBps === undefined) return
      const bits = String(Math.round(weakBps))
      const isSent = statistics.direction === 'send'
      notify('OnNetworkWeak', isSent ? bits : '0', isSent ? '0' : bits, sid)
    })
    const observation: Observation = { watch, analyser: undefined, analysed: undefined }
    this.#observations.set(sid, observation)
    return observation
  }
}
