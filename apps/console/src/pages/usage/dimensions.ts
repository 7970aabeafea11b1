/** The four dimensions of usage and their figures (guide 5.4), as data: tabs, charts and tables are made of them. */
import type { UsageReport } from '../../api/index.ts'

export type UsageFigures = UsageReport['totals']

export type FigureName =
  | 'audio'
  | '360P'
  | '540P'
  | '720P'
  | '1080P'
  | 'online'
  | 'publish'
  | 'subscribe'
  | 'rooms'
  | 'peakRooms'
  | 'peopleOnline'
  | 'peopleInCalls'
  | 'peakOnline'
  | 'peakInCalls'

export interface UsageFigure {
  readonly name: FigureName
  readonly unit: 'seconds' | 'count'
  readonly of: (figures: UsageFigures) => number
  /** In charts. */
  readonly color: string
}

export const dimensionNames = ['call', 'online', 'rooms', 'people'] as const
export type DimensionName = (typeof dimensionNames)[number]

export interface UsageDimension {
  readonly figures: readonly UsageFigure[]
  /** Whether its figures are parts of one whole. */
  readonly isSum: boolean
}

const classColors = {
  audio: 'teal.7',
  '360P': 'cyan.6',
  '540P': 'blue.6',
  '720P': 'violet.6',
  '1080P': 'grape.6',
} as const

const callClasses = ['audio', '360P', '540P', '720P', '1080P'] as const

export const dimensions: Readonly<Record<DimensionName, UsageDimension>> = {
  call: {
    isSum: true,
    figures: callClasses.map((name) => ({
      name,
      unit: 'seconds',
      of: ({ callSeconds }) => callSeconds[name],
      color: classColors[name],
    })),
  },
  online: {
    isSum: false,
    figures: [
      { name: 'online', unit: 'seconds', of: ({ onlineSeconds }) => onlineSeconds, color: 'teal.7' },
      { name: 'publish', unit: 'seconds', of: ({ publishSeconds }) => publishSeconds, color: 'blue.6' },
      { name: 'subscribe', unit: 'seconds', of: ({ subscribeSeconds }) => subscribeSeconds, color: 'grape.6' },
    ],
  },
  rooms: {
    isSum: false,
    figures: [
      { name: 'rooms', unit: 'count', of: ({ rooms }) => rooms, color: 'teal.7' },
      { name: 'peakRooms', unit: 'count', of: ({ peaks }) => peaks.rooms, color: 'orange.6' },
    ],
  },
  people: {
    isSum: false,
    figures: [
      { name: 'peopleOnline', unit: 'count', of: ({ people }) => people.online, color: 'teal.7' },
      { name: 'peopleInCalls', unit: 'count', of: ({ people }) => people.inCalls, color: 'blue.6' },
      { name: 'peakOnline', unit: 'count', of: ({ peaks }) => peaks.online, color: 'orange.6' },
      { name: 'peakInCalls', unit: 'count', of: ({ peaks }) => peaks.inCalls, color: 'grape.6' },
    ],
  },
}

export const isDimensionName = (text: string | undefined): text is DimensionName =>
  dimensionNames.some((name) => name === text)

/** Seconds of calls of all classes. */
export const callSecondsOf = ({ callSeconds }: UsageFigures): number =>
  callClasses.reduce((sum, name) => sum + callSeconds[name], 0)
