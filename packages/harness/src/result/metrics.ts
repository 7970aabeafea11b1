/** Every figure that a trial comes down to, once: tables, the report, comparison and expectations derive from this. */

/** Whom a figure is about: one watching another, one client, or the call as a whole. */
export type Subject = 'subscription' | 'client' | 'call'

export interface Metric {
  readonly subject: Subject
  readonly title: string
  readonly unit: 'ms' | 's' | 'fps' | '%' | 'kbit/s' | 'px' | 'dB' | 'MOS' | '' | '% of a core'
  /** Which way is good; `null` where neither is. */
  readonly better: 'lower' | 'higher' | null
  readonly decimals: number
  /** How it is defined, for people. */
  readonly definition: string
}

export const metrics = {
  videoLatencyP50: {
    subject: 'subscription',
    title: 'glass to glass, median',
    unit: 'ms',
    better: 'lower',
    decimals: 0,
    definition:
      'From a frame of the camera being read by the publisher to the same frame leaving the decoder, by its barcode.',
  },
  videoLatencyP95: {
    subject: 'subscription',
    title: 'glass to glass, p95',
    unit: 'ms',
    better: 'lower',
    decimals: 0,
    definition: 'As the median, exceeded by one frame in twenty.',
  },
  audioLatencyP50: {
    subject: 'subscription',
    title: 'mouth to ear, median',
    unit: 'ms',
    better: 'lower',
    decimals: 0,
    definition:
      'From a chirp in the microphone signal to the same chirp at playout, by matched filter; sound devices excluded.',
  },
  audioLatencyP95: {
    subject: 'subscription',
    title: 'mouth to ear, p95',
    unit: 'ms',
    better: 'lower',
    decimals: 0,
    definition: 'As the median, exceeded by one chirp in twenty.',
  },
  lipSync: {
    subject: 'subscription',
    title: 'sound after picture',
    unit: 'ms',
    better: null,
    decimals: 0,
    definition: 'Median mouth to ear less median glass to glass. Positive: sound is late.',
  },
  fps: {
    subject: 'subscription',
    title: 'frames per second',
    unit: 'fps',
    better: 'higher',
    decimals: 1,
    definition: 'Frames that left the decoder, over the measured time.',
  },
  frozenShare: {
    subject: 'subscription',
    title: 'time frozen',
    unit: '%',
    better: 'lower',
    decimals: 1,
    definition:
      'Share of the measured time within gaps between frames longer than max(3 x mean, mean + 150 ms), mean over the 30 intervals before (webrtc-stats, freezeCount); a gap still open at the end counts.',
  },
  freezeCount: {
    subject: 'subscription',
    title: 'freezes',
    unit: '',
    better: 'lower',
    decimals: 0,
    definition: 'Number of those gaps.',
  },
  longestGap: {
    subject: 'subscription',
    title: 'longest gap between frames',
    unit: 'ms',
    better: 'lower',
    decimals: 0,
    definition: 'Longest time without a new frame.',
  },
  missingFrames: {
    subject: 'subscription',
    title: 'frames never shown',
    unit: '%',
    better: 'lower',
    decimals: 1,
    definition: 'Frames that the publisher read from its camera in the measured time and that never left the decoder.',
  },
  frameHeight: {
    subject: 'subscription',
    title: 'height, median',
    unit: 'px',
    better: 'higher',
    decimals: 0,
    definition: 'Median over the seconds of the decoded height.',
  },
  videoBitrate: {
    subject: 'subscription',
    title: 'video received',
    unit: 'kbit/s',
    better: null,
    decimals: 0,
    definition: 'RTP payload of the video as getStats counts it (bytesReceived), without retransmissions and headers.',
  },
  audioBitrate: {
    subject: 'subscription',
    title: 'audio received',
    unit: 'kbit/s',
    better: null,
    decimals: 0,
    definition: 'RTP payload of the audio as getStats counts it (bytesReceived).',
  },
  ssim: {
    subject: 'subscription',
    title: 'SSIM',
    unit: '',
    better: 'higher',
    decimals: 4,
    definition:
      "Structural similarity (luma) of one frame a second to its source frame, scaled to the source's size, without the barcode.",
  },
  psnr: {
    subject: 'subscription',
    title: 'PSNR',
    unit: 'dB',
    better: 'higher',
    decimals: 1,
    definition: 'Peak signal-to-noise ratio (luma) of the same frames.',
  },
  concealedShare: {
    subject: 'subscription',
    title: 'audio concealed',
    unit: '%',
    better: 'lower',
    decimals: 2,
    definition:
      'concealedSamples over totalSamplesReceived; the silence that long concealment fades to counts as well.',
  },
  audioScore: {
    subject: 'subscription',
    title: 'audio score (PESQ)',
    unit: 'MOS',
    better: 'higher',
    decimals: 2,
    definition: 'Median PESQ (ITU-T P.862.2, wide band) of pieces of 6 s, received against sent, chirps included.',
  },
  packetsLostShare: {
    subject: 'subscription',
    title: 'packets lost before repair',
    unit: '%',
    better: null,
    decimals: 1,
    definition:
      'Of all packets between publisher and subscriber of the links they have, as the emulator counts: 1 - (1 - up)(1 - down).',
  },
  firstFrame: {
    subject: 'subscription',
    title: 'join to first frame',
    unit: 'ms',
    better: 'lower',
    decimals: 0,
    definition:
      "From the start of connecting, or of the publisher's publishing where that is later, to the first frame on the screen.",
  },
  recovery: {
    subject: 'subscription',
    title: 'recovery',
    unit: 's',
    better: 'lower',
    decimals: 1,
    definition:
      'Longest over the events that say so: to the end of the first second, after a bad one, with at least 80 % of the frames before the event and at most 5 % concealed audio; 0 if no second was bad, the time that was left (a lower bound) if none was good again.',
  },
  mediaBack: {
    subject: 'subscription',
    title: 'media back',
    unit: 's',
    better: 'lower',
    decimals: 1,
    definition:
      'Longest over the same events: from the network being there again (from the event where it never went) to the beginning of that first good second.',
  },
  latencyByStats: {
    subject: 'subscription',
    title: 'glass to glass by getStats',
    unit: 'ms',
    better: 'lower',
    decimals: 0,
    definition:
      'Encode time + pacer delay + half of both round trips + totalProcessingDelay, each a mean: another method for the same thing.',
  },
  stageCapture: {
    subject: 'subscription',
    title: 'capture',
    unit: 'ms',
    better: 'lower',
    decimals: 1,
    definition: 'From the capture time of a frame to the page reading it, which is where glass to glass begins.',
  },
  stageEncode: {
    subject: 'subscription',
    title: 'encode',
    unit: 'ms',
    better: 'lower',
    decimals: 1,
    definition: 'totalEncodeTime a frame.',
  },
  stageSend: {
    subject: 'subscription',
    title: 'pacer',
    unit: 'ms',
    better: 'lower',
    decimals: 1,
    definition: 'totalPacketSendDelay a packet: the wait for the pacer.',
  },
  stageUplink: {
    subject: 'subscription',
    title: 'uplink',
    unit: 'ms',
    better: 'lower',
    decimals: 1,
    definition: 'Half of the round trip between publisher and server.',
  },
  stageDownlink: {
    subject: 'subscription',
    title: 'downlink',
    unit: 'ms',
    better: 'lower',
    decimals: 1,
    definition: 'Half of the round trip between server and subscriber.',
  },
  stageBuffer: {
    subject: 'subscription',
    title: 'jitter buffer',
    unit: 'ms',
    better: 'lower',
    decimals: 1,
    definition:
      'jitterBufferDelay a frame, from its first packet on: putting it together, repairs, waiting for its time.',
  },
  stageDecode: {
    subject: 'subscription',
    title: 'decode',
    unit: 'ms',
    better: 'lower',
    decimals: 1,
    definition: 'totalDecodeTime a frame.',
  },
  stageRest: {
    subject: 'subscription',
    title: 'rest',
    unit: 'ms',
    better: null,
    decimals: 1,
    definition:
      'Mean glass to glass by barcodes less the stages between capture and decode: the SFU, handing over within the browsers, errors.',
  },
  stageRender: {
    subject: 'subscription',
    title: 'render',
    unit: 'ms',
    better: 'lower',
    decimals: 1,
    definition:
      'From a decoded frame being read by the page, which is where glass to glass ends, to its expected time of display.',
  },
  joinTime: {
    subject: 'client',
    title: 'join',
    unit: 'ms',
    better: 'lower',
    decimals: 0,
    definition: 'From the start of connecting to being in the room.',
  },
  sentBitrate: {
    subject: 'client',
    title: 'sent',
    unit: 'kbit/s',
    better: null,
    decimals: 0,
    definition: 'IP bytes that left on its links, retransmissions and signalling included.',
  },
  receivedBitrate: {
    subject: 'client',
    title: 'received',
    unit: 'kbit/s',
    better: null,
    decimals: 0,
    definition: 'IP bytes that came in on its links.',
  },
  uplinkUse: {
    subject: 'client',
    title: 'uplink used',
    unit: '%',
    better: 'higher',
    decimals: 0,
    definition: 'Sent, of the rate that the uplink had; absent where it is not limited.',
  },
  downlinkUse: {
    subject: 'client',
    title: 'downlink used',
    unit: '%',
    better: 'higher',
    decimals: 0,
    definition: 'Received, of the rate that the downlink had; absent where it is not limited.',
  },
  uplinkQueue: {
    subject: 'client',
    title: 'uplink queue',
    unit: 'ms',
    better: 'lower',
    decimals: 0,
    definition: 'Mean waiting time of a packet before the bottleneck, by the emulator.',
  },
  downlinkQueue: {
    subject: 'client',
    title: 'downlink queue',
    unit: 'ms',
    better: 'lower',
    decimals: 0,
    definition: 'The same for what comes in.',
  },
  uplinkSteadyUse: {
    subject: 'client',
    title: 'uplink used in steady state',
    unit: '%',
    better: 'higher',
    decimals: 0,
    definition:
      'Sent, of what can be used: the rate of the uplink, or what the client has to send at most where that is less. Over all seconds from 10 s after each change of the rate on.',
  },
  uplinkQueueP95: {
    subject: 'client',
    title: 'uplink queue, p95',
    unit: 'ms',
    better: 'lower',
    decimals: 0,
    definition: 'Mean waiting time of a second, exceeded in one second of twenty; absent where the rate never changes.',
  },
  uplinkSettling: {
    subject: 'client',
    title: 'uplink settled after',
    unit: 's',
    better: 'lower',
    decimals: 0,
    definition:
      'Longest over the changes of the rate: to the first 3 s in a row that use at least 85 % of what can be used with at most 150 ms in the queue; the time that was left (a lower bound) if there are none.',
  },
  sessionKept: {
    subject: 'client',
    title: 'session kept',
    unit: '',
    better: 'higher',
    decimals: 0,
    definition: '1: one and the same signalling session from beginning to end, and open then; 0: not.',
  },
  clientCpu: {
    subject: 'client',
    title: 'CPU',
    unit: '% of a core',
    better: 'lower',
    decimals: 0,
    definition: 'All processes of this client.',
  },
  serverCpu: {
    subject: 'call',
    title: 'server CPU',
    unit: '% of a core',
    better: 'lower',
    decimals: 0,
    definition: 'The server process without its media workers.',
  },
  workerCpu: {
    subject: 'call',
    title: 'media worker CPU',
    unit: '% of a core',
    better: 'lower',
    decimals: 0,
    definition: 'All media workers.',
  },
  emulatorCpu: {
    subject: 'call',
    title: 'emulator CPU',
    unit: '% of a core',
    better: 'lower',
    decimals: 0,
    definition: 'The link emulator: near 100 the networks are slower than said.',
  },
  emulatorLateness: {
    subject: 'call',
    title: 'emulator late, mean',
    unit: 'ms',
    better: 'lower',
    decimals: 2,
    definition: 'How much later than due packets were delivered: the error of every set delay.',
  },
  clockError: {
    subject: 'call',
    title: 'clock error',
    unit: 'ms',
    better: 'lower',
    decimals: 1,
    definition: 'Largest bound on the disagreement of clocks between clients: the error of every latency.',
  },
} as const satisfies Record<string, Metric>

export type MetricName = keyof typeof metrics
/** The way from glass to glass in its order, the parts of it that are metrics. */
export const latencyStages = [
  'stageCapture',
  'stageEncode',
  'stageSend',
  'stageUplink',
  'stageDownlink',
  'stageBuffer',
  'stageDecode',
  'stageRest',
  'stageRender',
] as const satisfies readonly MetricName[]
const stageNames: ReadonlySet<string> = new Set(latencyStages)

/** What has a place of its own in reports, not in their tables of figures. */
export function isLatencyStage(name: MetricName): boolean {
  return stageNames.has(name)
}

export const metricNames = Object.keys(metrics) as [MetricName, ...MetricName[]]

/** The figures of one subject; null where it could not be measured. */
export type Metrics = Partial<Record<MetricName, number | null>>

/** A value with its unit, as a person reads it. */
export function formatMetric(name: MetricName, value: number | null | undefined): string {
  if (value === null || value === undefined) return '-'
  const { decimals, unit } = metrics[name]
  return unit === '' ? value.toFixed(decimals) : `${value.toFixed(decimals)} ${unit}`
}
