/** What is drawn over time: a value a second, for each subject. */
import type { Subject } from './metrics.ts'

interface Series {
  readonly subject: Subject
  readonly title: string
  readonly unit: string
}

export const series = {
  videoLatency: { subject: 'subscription', title: 'glass to glass, median of the second', unit: 'ms' },
  videoLatencyMax: { subject: 'subscription', title: 'glass to glass, worst of the second', unit: 'ms' },
  audioLatency: { subject: 'subscription', title: 'mouth to ear', unit: 'ms' },
  fps: { subject: 'subscription', title: 'frames per second', unit: 'fps' },
  frozen: { subject: 'subscription', title: 'time frozen', unit: '%' },
  frameHeight: { subject: 'subscription', title: 'height', unit: 'px' },
  videoBitrate: { subject: 'subscription', title: 'video received', unit: 'kbit/s' },
  audioBitrate: { subject: 'subscription', title: 'audio received', unit: 'kbit/s' },
  concealed: { subject: 'subscription', title: 'audio concealed', unit: '%' },
  videoJitterBuffer: { subject: 'subscription', title: 'video jitter buffer', unit: 'ms' },
  audioJitterBuffer: { subject: 'subscription', title: 'audio jitter buffer', unit: 'ms' },
  ssim: { subject: 'subscription', title: 'SSIM', unit: '' },
  nacks: { subject: 'subscription', title: 'video NACKs sent', unit: '1/s' },
  keyFrameRequests: { subject: 'subscription', title: 'key frame requests', unit: '1/s' },
  sentBitrate: { subject: 'client', title: 'sent', unit: 'kbit/s' },
  receivedBitrate: { subject: 'client', title: 'received', unit: 'kbit/s' },
  uplinkCapacity: { subject: 'client', title: 'uplink rate', unit: 'kbit/s' },
  downlinkCapacity: { subject: 'client', title: 'downlink rate', unit: 'kbit/s' },
  availableOutgoing: { subject: 'client', title: "sender's bandwidth estimate", unit: 'kbit/s' },
  targetBitrate: { subject: 'client', title: 'encoder target', unit: 'kbit/s' },
  encodedFps: { subject: 'client', title: 'frames encoded per second', unit: 'fps' },
  roundTripTime: { subject: 'client', title: 'round trip to the server', unit: 'ms' },
  uplinkQueue: { subject: 'client', title: 'uplink queue, mean', unit: 'ms' },
  downlinkQueue: { subject: 'client', title: 'downlink queue, mean', unit: 'ms' },
  uplinkLoss: { subject: 'client', title: 'uplink packets lost', unit: '%' },
  downlinkLoss: { subject: 'client', title: 'downlink packets lost', unit: '%' },
  clientCpu: { subject: 'client', title: 'CPU', unit: '% of a core' },
  serverCpu: { subject: 'call', title: 'server CPU', unit: '% of a core' },
  workerCpu: { subject: 'call', title: 'media worker CPU', unit: '% of a core' },
  emulatorCpu: { subject: 'call', title: 'emulator CPU', unit: '% of a core' },
} as const satisfies Record<string, Series>

export type SeriesName = keyof typeof series
export const seriesNames = Object.keys(series) as [SeriesName, ...SeriesName[]]
