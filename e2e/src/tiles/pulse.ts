/** How a page fares: its frames, the tasks that hold it up, and what it decodes, whatever page it is. */
import type { Page } from 'puppeteer-core'

export interface PulseSample {
  readonly atMs: number
  /** Animation frames so far. */
  readonly frames: number
  readonly longTasks: number
  readonly longTaskMs: number
  /** Of received video. */
  readonly streams: readonly StreamSample[]
}

export interface StreamSample {
  readonly id: string
  readonly framesDecoded: number
  readonly width: number
  readonly bytesReceived: number
}

interface Pulse {
  frames: number
  longTasks: number
  longTaskMs: number
  readonly connections: RTCPeerConnection[]
}

/** To be called before the page goes anywhere. */
export async function takePulse(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const pulse: Pulse = { frames: 0, longTasks: 0, longTaskMs: 0, connections: [] }
    const beat = () => {
      pulse.frames += 1
      requestAnimationFrame(beat)
    }
    requestAnimationFrame(beat)
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        pulse.longTasks += 1
        pulse.longTaskMs += duration
      }
    }).observe({ type: 'longtask' })
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        pulse.connections.push(this)
      }
    }
    Object.assign(window, { pulse })
  })
}

export function samplePulse(page: Page): Promise<PulseSample> {
  return page.evaluate(async () => {
    const { pulse } = window as unknown as { pulse: Pulse }
    const reports = await Promise.all(pulse.connections.map((connection) => connection.getStats()))
    const streams: StreamSample[] = []
    for (const report of reports) {
      for (const stat of report.values()) {
        // mediasoup's probator is a stream of its own without pictures.
        if (stat.type !== 'inbound-rtp' || stat.kind !== 'video' || stat.framesDecoded === undefined) continue
        const { id, framesDecoded, frameWidth: width = 0, bytesReceived = 0 } = stat
        streams.push({ id, framesDecoded, width, bytesReceived })
      }
    }
    const { frames, longTasks, longTaskMs } = pulse
    return { atMs: performance.now(), frames, longTasks, longTaskMs, streams }
  })
}
