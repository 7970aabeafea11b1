import { type SeriesName, series } from '../../result/index.ts'
import type { LineRole } from './data.ts'

/** Whose series a line is: of the group's own subject, or of a client at one end of the subscription. */
export type Owner = 'own' | 'publisher' | 'subscriber'

export interface LinePlan {
  readonly series: SeriesName
  readonly owner: Owner
  readonly role: LineRole
  readonly stepped?: true
  /** In place of the series' title, where its owner has to be said. */
  readonly label?: string
}

export interface PanelPlan {
  readonly title: string
  readonly lines: readonly LinePlan[]
  readonly decimals?: number
  readonly floor?: null
  readonly shade?: SeriesName
}

const own = (name: SeriesName, role: LineRole = 'main', label?: string): LinePlan => ({
  series: name,
  owner: 'own',
  role,
  ...(label === undefined ? {} : { label }),
})

/** One watching another: picture, then sound, then what the network allowed. */
export const subscriptionPanels: readonly PanelPlan[] = [
  {
    title: 'Frames per second, and time frozen',
    lines: [
      own('fps', 'main', 'shown'),
      { series: 'encodedFps', owner: 'publisher', role: 'context', label: 'encoded by the publisher' },
    ],
    shade: 'frozen',
  },
  {
    title: 'Latency',
    lines: [
      own('videoLatency', 'main', 'glass to glass'),
      own('audioLatency', 'main', 'mouth to ear'),
      own('videoLatencyMax', 'context', 'worst frame'),
    ],
  },
  { title: 'Audio concealed', lines: [own('concealed', 'main', 'concealed')], decimals: 1 },
  {
    title: 'Video bitrate against capacity',
    lines: [
      own('videoBitrate', 'main', 'received'),
      { series: 'targetBitrate', owner: 'publisher', role: 'context', label: 'encoder target' },
      {
        series: 'uplinkCapacity',
        owner: 'publisher',
        role: 'limit',
        stepped: true,
        label: "publisher's uplink",
      },
      {
        series: 'downlinkCapacity',
        owner: 'subscriber',
        role: 'limit',
        stepped: true,
        label: "subscriber's downlink",
      },
    ],
  },
  { title: 'Height of the picture', lines: [{ ...own('frameHeight', 'main', 'decoded'), stepped: true }] },
  { title: 'SSIM', lines: [own('ssim', 'main', 'against the source')], decimals: 3, floor: null },
  {
    title: 'Jitter buffers',
    lines: [own('videoJitterBuffer', 'main', 'video'), own('audioJitterBuffer', 'main', 'audio')],
  },
  {
    title: 'Repair asked for',
    lines: [own('nacks', 'main', 'NACKs'), own('keyFrameRequests', 'main', 'key frames')],
    decimals: 1,
  },
]

export const clientPanels: readonly PanelPlan[] = [
  {
    title: 'Sent, against its uplink',
    lines: [
      own('sentBitrate', 'main', 'sent'),
      own('availableOutgoing', 'context', 'bandwidth estimate'),
      own('targetBitrate', 'context', 'encoder target'),
      { ...own('uplinkCapacity', 'limit', 'uplink rate'), stepped: true },
    ],
  },
  {
    title: 'Received, against its downlink',
    lines: [
      own('receivedBitrate', 'main', 'received'),
      { ...own('downlinkCapacity', 'limit', 'downlink rate'), stepped: true },
    ],
  },
  { title: 'Round trip to the server', lines: [own('roundTripTime', 'main', 'round trip')] },
  {
    title: 'Packets lost by its links',
    lines: [own('uplinkLoss', 'main', 'uplink'), own('downlinkLoss', 'main', 'downlink')],
    decimals: 1,
  },
  {
    title: 'Queueing delay',
    lines: [own('uplinkQueue', 'main', 'uplink'), own('downlinkQueue', 'main', 'downlink')],
  },
  { title: 'CPU', lines: [own('clientCpu', 'main', 'all its processes')] },
]

export const callPanels: readonly PanelPlan[] = [
  {
    title: 'CPU of server and emulator',
    lines: [
      own('serverCpu', 'main', 'server'),
      own('workerCpu', 'main', 'media workers'),
      own('emulatorCpu', 'context', 'link emulator'),
    ],
  },
]

/** The lines of a panel have one unit. */
export function unitOf({ lines }: PanelPlan): string {
  const first = lines[0]
  return first ? series[first.series].unit : ''
}
